//! Building again: the same bytes as a clean build whatever was known before, the old output or the new one whatever
//! happens meanwhile.

#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use tempfile::TempDir;

/// Tables that tell of the run itself or of the one before.
const OF_RUN: [&str; 2] = ["run.json", "changes.csv"];

const SENTENCES: [&str; 8] = [
    "Anna Kern of Siemens told reporters in Rotterdam that 214 employees will lose their jobs.",
    "De brandweer van Rotterdam bestreed de vlammen met 37 voertuigen, zei burgemeester Jolanda Okkers.",
    "Das Parlament von Norwegen hat am Dienstag für eine Steuer von 25 Prozent gestimmt.",
    "“We will not wait,” said Tove Brekkan, minister of fisheries, on 12 March 2025.",
    "Tausende Nutzer meldeten in Deutschland Störungen, so das Unternehmen NetBlocks.",
    "More than 8,000 reports came from Norway and the Netherlands within two hours.",
    "Kern said the plant in Bergen would cost 3.5 million euros a year.",
    "Volgens Brekkan kost dat Noorwegen ruim 12 miljoen kronen.",
];

fn text(seed: usize) -> String {
    let picked = (0..3 + seed % 3).map(|nth| SENTENCES[(seed * 5 + nth * 3) % SENTENCES.len()]);
    let picked: Vec<_> = picked.collect();
    format!(
        "---\ndate: 2025-03-{:02}\n---\n{}\n",
        seed % 28 + 1,
        picked.join("\n\n")
    )
}

fn program(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_parallax"));
    command.current_dir(home).args(["build", "--quiet"]);
    command
}

fn run(home: &Path, arguments: &[&str]) -> Output {
    program(home).args(arguments).output().unwrap()
}

/// The files of an output by name, those of [`OF_RUN`] aside.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let files = entries.filter(|entry| entry.file_type().unwrap().is_file());
    let files = files.map(|entry| (entry.file_name().into_string().unwrap(), entry.path()));
    let files = files.filter(|(name, _)| !OF_RUN.contains(&name.as_str()));
    files
        .map(|(name, path)| (name, lasting(&fs::read(path).unwrap())))
        .collect()
}

/// What a file says without the line of the page that tells, as `changes.csv`, of the build before.
fn lasting(content: &[u8]) -> Vec<u8> {
    const OF_CHANGES: &[u8] = b"<script type=\"application/json\" id=\"changes\">";
    let lines = content.split_inclusive(|&byte| byte == b'\n');
    let lasting = lines.filter(|line| !line.starts_with(OF_CHANGES));
    lasting.collect::<Vec<_>>().concat()
}

fn home_with(articles: &[(&str, usize)]) -> TempDir {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join("corpus")).unwrap();
    for (name, seed) in articles {
        fs::write(home.path().join("corpus").join(name), text(*seed)).unwrap();
    }
    home
}

/// What a person does to the articles between two builds.
#[derive(Debug, Clone)]
enum Step {
    Put(u8, usize),
    Remove(u8),
    Rename(u8, u8),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (0..6u8, 0..40usize).prop_map(|(name, seed)| Step::Put(name, seed)),
        (0..6u8).prop_map(Step::Remove),
        (0..6u8, 0..6u8).prop_map(|(from, to)| Step::Rename(from, to)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn a_build_is_the_same_whatever_is_known(steps in prop::collection::vec(prop::collection::vec(step(), 1..3), 1..4)) {
        let home = home_with(&[("kept.txt", 3)]);
        let path = |name: u8| home.path().join(format!("corpus/{name}.txt"));
        for (nth, round) in steps.iter().enumerate() {
            for step in round {
                // What is not there cannot be removed or renamed; then nothing happens.
                match step {
                    Step::Put(name, seed) => fs::write(path(*name), text(*seed)).unwrap(),
                    Step::Remove(name) => drop(fs::remove_file(path(*name))),
                    Step::Rename(from, to) => drop(fs::rename(path(*from), path(*to))),
                }
            }
            prop_assert!(run(home.path(), &["--jobs", ["1", "3"][nth % 2]]).status.success());
            prop_assert!(run(home.path(), &["--fresh", "--output", "clean/output"]).status.success());
            prop_assert_eq!(files(&home.path().join("output")), files(&home.path().join("clean/output")));
        }
    }
}

#[test]
fn what_is_not_changed_is_not_built_again() {
    let home = home_with(&[("a.txt", 1), ("b.txt", 2)]);
    let told = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_parallax"));
        let output = command
            .current_dir(home.path())
            .arg("build")
            .args(arguments)
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(told(&[]).contains("written in"));
    assert!(told(&[]).contains("Nothing has changed"));
    assert!(
        told(&["--jobs", "1"]).contains("Nothing has changed"),
        "the number of threads changes nothing"
    );
    assert!(told(&["--strictness", "70"]).contains("written in"));
    assert!(told(&[]).contains("written in"));
    fs::write(home.path().join("output/mentions.csv"), "spoiled").unwrap();
    assert!(
        told(&[]).contains("written in"),
        "an output that was altered is made anew"
    );
    assert!(told(&["--fresh"]).contains("written in"));
    fs::write(
        home.path().join("decisions.csv"),
        "action,subject,object\ndeny,Siemens,\n",
    )
    .unwrap();
    assert!(told(&[]).contains("written in"));
    let mentions = fs::read_to_string(home.path().join("output/mentions.csv")).unwrap();
    assert!(
        mentions.contains("Kern") && !mentions.contains("Siemens,"),
        "a decision reaches what is known"
    );
}

#[test]
fn a_fresh_build_forgets_what_was_known_and_keeps_what_it_finds() {
    let home = home_with(&[("a.txt", 1), ("b.txt", 2)]);
    let article = home.path().join("corpus/a.txt");
    let told = |arguments: &[&str]| {
        let output = run(home.path(), arguments);
        assert!(output.status.success());
        String::from_utf8(output.stdout).unwrap()
    };
    told(&[]);
    fs::write(&article, text(3)).unwrap();
    told(&["--fresh"]);
    let known = told(&["--check"]);
    assert!(known.contains("0 new or changed"), "{known}");
    fs::write(&article, text(1)).unwrap();
    let known = told(&["--check"]);
    assert!(known.contains("1 new or changed"), "{known}");
}

#[test]
fn a_cache_that_cannot_be_read_is_an_empty_one() {
    let home = home_with(&[("a.txt", 1)]);
    assert!(run(home.path(), &[]).status.success());
    let expected = files(&home.path().join("output"));
    let cache = home.path().join(".output.parallax/cache.redb");
    let whole = fs::read(&cache).unwrap();
    let spoiled: [&[u8]; 4] = [
        b"",
        b"not a cache",
        &whole[..whole.len() / 2],
        &[7; 100_000],
    ];
    for bytes in spoiled {
        fs::write(&cache, bytes).unwrap();
        let output = run(home.path(), &[]);
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        assert_eq!(files(&home.path().join("output")), expected);
    }
}

#[test]
fn a_second_build_waits_for_the_first() {
    let home = home_with(&[("a.txt", 1)]);
    fs::create_dir(home.path().join(".output.parallax")).unwrap();
    let lock = File::create(home.path().join(".output.parallax/lock")).unwrap();
    lock.lock().unwrap();
    let mut second = program(home.path()).stderr(Stdio::piped()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(second.try_wait().unwrap(), None, "it waits");
    lock.unlock().unwrap();
    let output = second.wait_with_output().unwrap();
    assert!(output.status.success());
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(
        told.contains("another build writes into this folder"),
        "{told}"
    );
}

/// Starts a build that is to be killed.
fn start(home: &Path) -> Child {
    program(home)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn a_killed_build_leaves_the_old_output_or_the_new_one() {
    const KILLS: u32 = 100;
    let home = home_with(&[("a.txt", 1), ("b.txt", 2), ("c.txt", 3)]);
    let (corpus, output) = (home.path().join("corpus"), home.path().join("output"));
    let extra = corpus.join("d.txt");
    let mut began = Instant::now();
    let mut outputs = Vec::new();
    let mut longest = Duration::ZERO;
    for seed in [4, 5] {
        fs::write(&extra, text(seed)).unwrap();
        began = Instant::now();
        assert!(run(home.path(), &["--fresh"]).status.success());
        longest = longest.max(began.elapsed());
        outputs.push(files(&output));
    }
    assert_ne!(outputs[0], outputs[1]);
    let mut n_killed = 0;
    for nth in 0..KILLS {
        fs::write(&extra, text(4 + nth as usize % 2)).unwrap();
        let mut build = start(home.path());
        // From the start to a little after the usual end, not in order.
        let share = f64::from(nth * 37 % KILLS) / f64::from(KILLS) * 1.1;
        std::thread::sleep(longest.mul_f64(share));
        n_killed += u32::from(build.try_wait().unwrap().is_none());
        build.kill().unwrap();
        build.wait().unwrap();
        let found = files(&output);
        let differs = |whole: &BTreeMap<String, Vec<u8>>| {
            let names = whole.keys().chain(found.keys());
            let names = names.filter(|name| whole.get(*name) != found.get(*name));
            names.cloned().collect::<BTreeSet<_>>()
        };
        let differing: Vec<_> = outputs.iter().map(differs).collect();
        assert!(outputs.contains(&found), "kill {nth} left {differing:?}");
    }
    assert!(
        n_killed > KILLS / 4,
        "only {n_killed} builds were killed at work; {began:?}"
    );
    assert!(run(home.path(), &[]).status.success());
    assert_eq!(
        files(&output),
        outputs[(KILLS as usize - 1) % 2],
        "the next build repairs"
    );
    let left = fs::read_dir(home.path().join(".output.parallax"))
        .unwrap()
        .count();
    assert_eq!(left, 2, "the lock and the cache");
}

/// A file may not grow beyond some size: what a full disk does, without one.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_output() {
    let home = home_with(&[("a.txt", 1), ("b.txt", 2)]);
    assert!(run(home.path(), &[]).status.success());
    let before = files(&home.path().join("output"));
    fs::write(home.path().join("corpus/c.txt"), text(6)).unwrap();
    let limited = |blocks: u32| {
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" build --quiet");
        let mut shell = Command::new("sh");
        shell
            .args(["-c", &script, env!("CARGO_BIN_EXE_parallax")])
            .current_dir(home.path());
        shell.output().unwrap()
    };
    for blocks in [0, 1, 2, 8, 16] {
        let output = limited(blocks);
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{blocks}: {told}");
        assert!(told.contains("cannot write"), "{told}");
        assert_eq!(files(&home.path().join("output")), before, "{blocks}");
    }
    assert!(run(home.path(), &[]).status.success());
    assert_ne!(files(&home.path().join("output")), before);
}
