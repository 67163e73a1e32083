//! What the streams of a PDF unpack to. The crate that reads the file unpacks them whole, some of them before anything can
//! be asked, so they are looked for in its bytes first. Only what is packed with Flate is, of which small files can be
//! made that fill any memory.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::{DeflateDecoder, ZlibDecoder};
use memchr::memmem;

/// So many bytes all streams may take and unpack to, but pictures, which are left packed.
pub(super) const MAX_UNPACKED: u64 = 1 << 28;
/// The same for pictures: more is no page.
const MAX_PICTURES: u64 = 1 << 32;
/// What is packed may be packed again, so often.
const MAX_DEPTH: usize = 4;
/// A dictionary stands in so many bytes before its stream.
const DICTIONARY_BYTES: usize = 4096;
/// A header of Zlib is so long.
const HEADER_BYTES: usize = 2;

/// There is more in the streams than a file of articles has.
pub(super) struct TooMuch;

/// Unpacks all that may be a stream, and keeps nothing of it.
///
/// # Errors
///
/// [`TooMuch`] if what comes out has no end that memory should wait for.
pub(super) fn check(bytes: &[u8]) -> Result<(), TooMuch> {
    let (left, left_of_pictures) = (Cell::new(MAX_UNPACKED), Cell::new(MAX_PICTURES));
    for at in memmem::find_iter(bytes, b"stream") {
        let (before, stream) = bytes.split_at(at);
        if before.ends_with(b"end") {
            continue;
        }
        let near = &before[before.len().saturating_sub(DICTIONARY_BYTES)..];
        let dictionary = memmem::rfind(near, b"obj").map_or(near, |start| &near[start..]);
        let is_picture = memmem::find(dictionary, b"/Image").is_some();
        let left = if is_picture { &left_of_pictures } else { &left };
        let line = &stream[b"stream".len()..];
        let is_end = |byte: &&u8| matches!(byte, b'\r' | b'\n');
        let n_ends = line.iter().take(2).take_while(is_end).count();
        // What is spoiled has come to its end as well.
        let _ = unpack(&line[n_ends..], left);
        if left.get() == 0 {
            return Err(TooMuch);
        }
    }
    Ok(())
}

/// Unpacks what is packed, and takes from `left` what goes in and what comes out.
fn unpack(packed: &[u8], left: &Cell<u64>) -> io::Result<()> {
    let mut unpacked: Box<dyn BufRead> = Box::new(Counted {
        inner: packed,
        left,
    });
    if !is_zlib(packed) {
        // The reader does so where the header is spoiled.
        unpacked.consume(HEADER_BYTES.min(packed.len()));
        let inner = BufReader::new(DeflateDecoder::new(unpacked));
        unpacked = Box::new(Counted { inner, left });
    }
    let mut n_packed = 0;
    while is_zlib(unpacked.fill_buf()?) {
        n_packed += 1;
        if n_packed > MAX_DEPTH {
            left.set(0);
        }
        let inner = BufReader::new(ZlibDecoder::new(unpacked));
        unpacked = Box::new(Counted { inner, left });
    }
    io::copy(&mut unpacked, &mut io::sink()).map(drop)
}

/// Whether `bytes` begin with a header of Zlib, RFC 1950, that names no dictionary.
fn is_zlib(bytes: &[u8]) -> bool {
    const DEFLATE: u8 = 8;
    const NAMES_DICTIONARY: u8 = 1 << 5;
    let Some(&[method, flags]) = bytes.first_chunk::<HEADER_BYTES>() else {
        return false;
    };
    let check = u16::from_be_bytes([method, flags]);
    method & 0x0f == DEFLATE && check % 31 == 0 && flags & NAMES_DICTIONARY == 0
}

/// Counts down what is read, and ends with an error when there is nothing left.
struct Counted<'l, R> {
    inner: R,
    left: &'l Cell<u64>,
}

impl<R: BufRead> BufRead for Counted<'_, R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match self.left.get() {
            0 => Err(io::Error::other("more than is left")),
            _ => self.inner.fill_buf(),
        }
    }

    fn consume(&mut self, n_bytes: usize) {
        let n = u64::try_from(n_bytes).unwrap_or(u64::MAX);
        self.left.set(self.left.get().saturating_sub(n));
        self.inner.consume(n_bytes);
    }
}

impl<R: BufRead> Read for Counted<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n_bytes = self.fill_buf()?.read(into)?;
        self.consume(n_bytes);
        Ok(n_bytes)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, ZlibEncoder};

    use super::*;

    fn zlib(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).expect("there is memory");
        encoder.finish().expect("there is memory")
    }

    fn stream(keys: &str, packed: &[u8]) -> Vec<u8> {
        let head = format!("5 0 obj\n<<{keys}>>\nstream\r\n");
        [head.as_bytes(), packed, b"\nendstream\nendobj\n"].concat()
    }

    /// What is left of `left` when a stream of these bytes is unpacked.
    fn left_of(packed: &[u8], left: u64) -> u64 {
        let left = Cell::new(left);
        let _ = unpack(packed, &left);
        left.get()
    }

    #[test]
    fn what_goes_in_and_comes_out_is_counted_at_every_depth() {
        let blanks = vec![b' '; 100_000];
        let once = zlib(&blanks);
        let twice = zlib(&once);
        let (n_once, n_twice) = (once.len() as u64, twice.len() as u64);
        assert_eq!(left_of(&once, 200_000), 100_000 - n_once);
        assert_eq!(left_of(&twice, 200_000), 100_000 - n_once - n_twice);
        assert_eq!(left_of(&once, 50_000), 0);
        let mut often = blanks;
        for _ in 0..=MAX_DEPTH {
            often = zlib(&often);
        }
        assert_eq!(left_of(&often, 1 << 30), 0);
    }

    #[test]
    fn a_spoiled_header_hides_nothing() {
        let mut encoder = DeflateEncoder::new(b"??".to_vec(), Compression::best());
        encoder
            .write_all(&[b' '; 100_000])
            .expect("there is memory");
        let packed = encoder.finish().expect("there is memory");
        assert_eq!(left_of(&packed, 50_000), 0);
    }

    #[test]
    fn streams_of_a_file_count_together_and_pictures_for_themselves() {
        let half = zlib(&vec![b' '; 3 << 26]);
        let of_text = stream("/Filter/FlateDecode", &half);
        let picture = stream("/Subtype/Image/Filter/FlateDecode", &half);
        let other = stream("/Filter/DCTDecode", b"\xff\xd8\xff\xe0 no Flate");
        let check = |parts: &[&[u8]]| check(&parts.concat()).is_ok();
        assert!(check(&[&of_text, &picture, &picture, &other]));
        assert!(!check(&[&of_text, &other, &of_text]));
    }
}
