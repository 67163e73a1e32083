//! `parallax.toml`: options beside the corpus, so that a plain `build` repeats them.
//!
//! Its keys are the long options of `build`. What the command line says goes before what the file says, and paths in it
//! start at the folder of the file. `explain`, `lookup` and `annotate` follow it in the options that they have too.

use std::any::TypeId;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::parser::ValueSource;
use clap::{ArgAction, ArgMatches, CommandFactory, Parser};
use parallax::error::Error;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Arguments;

/// Name of the file.
const NAME: &str = "parallax.toml";
/// The command whose options are its keys.
const BUILD: &str = "build";
/// The commands that follow the file.
const FOLLOWING: &[&str] = &[BUILD, "explain", "lookup", "annotate"];

/// The arguments of this run with what the file adds to them. As `clap` does, ends the program where they are wrong.
///
/// # Errors
///
/// The file cannot be read or followed.
pub fn arguments() -> Result<Arguments, Error> {
    let mut given: Vec<OsString> = std::env::args_os().collect();
    let matches = Arguments::command().get_matches_from(&given);
    let command = matches.subcommand();
    let Some((name, of_command)) = command.filter(|(name, _)| FOLLOWING.contains(name)) else {
        return Ok(Arguments::parse_from(given));
    };
    let path = place(of_command);
    let content = match std::fs::read_to_string(&path) {
        Ok(content) => content,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(source) => return Err(Error::Read { path, source }),
    };
    let is_given = |id: &str| is_given(of_command, id);
    let added = added(&content, &path, name, &is_given)?;
    let after = given.iter().position(|argument| argument == name);
    let after = after.map_or(given.len(), |place| place + 1);
    given.splice(after..after, added);
    Ok(Arguments::parse_from(given))
}

/// Where the file is: beside the corpus that the command line names, else here.
fn place(matches: &ArgMatches) -> PathBuf {
    let corpus = is_given(matches, "corpus").then(|| matches.get_one::<PathBuf>("corpus"));
    let folder = corpus.flatten().and_then(|corpus| corpus.parent());
    folder.map_or_else(PathBuf::new, Path::to_owned).join(NAME)
}

/// Whether the command line gives an option of the command, if the command has it.
fn is_given(matches: &ArgMatches, id: &str) -> bool {
    let has = matches.try_contains_id(id).is_ok();
    has && matches.value_source(id) == Some(ValueSource::CommandLine)
}

/// The arguments that the file adds for a command, without those that the command line gives.
fn added(
    content: &str,
    path: &Path,
    command: &str,
    is_given: &dyn Fn(&str) -> bool,
) -> Result<Vec<OsString>, Error> {
    let wrong = |offset: usize, problem: String| Error::Options {
        path: path.to_owned(),
        line: 1 + content[..offset].matches('\n').count(),
        problem,
    };
    let table = DeTable::parse(content).map_err(|error| {
        let offset = error.span().map_or(0, |span| span.start);
        wrong(offset.min(content.len()), error.message().to_owned())
    })?;
    let mut entries: Vec<_> = table.get_ref().iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    let commands = Arguments::command();
    let own = commands.find_subcommand(command).expect("a command");
    let build = commands.find_subcommand(BUILD).expect("a command");
    let mut added = Vec::new();
    for (key, value) in entries {
        let (offset, key) = (key.span().start, key.get_ref());
        let option = option(build, key).ok_or_else(|| {
            let known: Vec<_> = build
                .get_arguments()
                .filter_map(clap::Arg::get_long)
                .collect();
            wrong(
                offset,
                format!("unknown option `{key}`: options are {}", known.join(", ")),
            )
        })?;
        let argument = argument(option, value, path).map_err(|problem| wrong(offset, problem))?;
        let Some(argument) = argument else { continue };
        check(&argument).map_err(|problem| wrong(offset, problem))?;
        if self::option(own, key).is_some() && !is_given(option.get_id().as_str()) {
            added.push(argument);
        }
    }
    Ok(added)
}

fn option<'c>(command: &'c clap::Command, key: &str) -> Option<&'c clap::Arg> {
    let mut options = command.get_arguments();
    options.find(|option| option.get_long() == Some(key))
}

/// The argument that says what the file says; `None` for what `false` leaves as it is.
fn argument(
    option: &clap::Arg,
    value: &Spanned<DeValue<'_>>,
    path: &Path,
) -> Result<Option<OsString>, String> {
    let key = option.get_long().unwrap_or_default();
    if matches!(option.get_action(), ArgAction::SetTrue) {
        return match value.get_ref() {
            DeValue::Boolean(true) => Ok(Some(format!("--{key}").into())),
            DeValue::Boolean(false) => Ok(None),
            _ => Err(format!("`{key}` is true or false")),
        };
    }
    let value = text(value.get_ref())
        .ok_or_else(|| format!("`{key}` takes a text in quotes, a number, or a list of texts"))?;
    let mut argument = OsString::from(format!("--{key}="));
    if option.get_value_parser().type_id() == TypeId::of::<PathBuf>() {
        let folder = path.parent().unwrap_or(Path::new(""));
        argument.push(folder.join(value));
    } else {
        argument.push(value);
    }
    Ok(Some(argument))
}

/// A value as the command line has it.
fn text(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str().to_owned()),
        DeValue::Array(values) => {
            let values = values.iter().map(|value| match value.get_ref() {
                DeValue::String(text) => Some(text.as_ref()),
                _ => None,
            });
            Some(values.collect::<Option<Vec<_>>>()?.join(","))
        }
        _ => None,
    }
}

/// That `build` takes the argument; if not, why.
fn check(argument: &OsString) -> Result<(), String> {
    let line = [OsString::from("parallax"), BUILD.into(), argument.clone()];
    Arguments::try_parse_from(line).map(drop).map_err(|error| {
        let message = error.render().to_string();
        let first = message.lines().next().unwrap_or_default();
        first.trim_start_matches("error: ").to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the file adds to a command whose command line gives the options of these ids.
    fn check(command: &str, given: &[&str], content: &str, expected: &[&str]) {
        let is_given = |id: &str| given.contains(&id);
        let added = added(content, Path::new("news/parallax.toml"), command, &is_given);
        assert_eq!(added.expect("the file is right"), expected);
    }

    fn check_wrong(content: &str, expected: &str) {
        let added = added(content, Path::new("parallax.toml"), BUILD, &|_| false);
        let error = added.expect_err("the file is wrong").to_string();
        assert!(error.starts_with(expected), "{error}");
    }

    #[test]
    fn keys_become_options_and_paths_start_at_the_file() {
        let content = "formats = [\"csv\", \"xlsx\"]\ncorpus = \"articles\"\noutput = '/tables'\n\
            strictness = 60\nno-bom = true\nquiet = false\ncsv = \"semicolon\"\n";
        check(
            BUILD,
            &[],
            content,
            &[
                "--formats=csv,xlsx",
                "--corpus=news/articles",
                "--output=/tables",
                "--strictness=60",
                "--no-bom",
                "--csv=semicolon",
            ],
        );
    }

    #[test]
    fn the_command_line_goes_before_the_file() {
        let content = "strictness = 60\nlanguage = \"nl\"\nno-bom = true\n";
        check(
            BUILD,
            &["strictness", "no_bom"],
            content,
            &["--language=nl"],
        );
    }

    #[test]
    fn other_commands_take_the_options_that_they_have() {
        let content = "gazetteers = \"lists\"\ncorpus = \"articles\"\njobs = 2\n";
        check("lookup", &[], content, &["--gazetteers=news/lists"]);
        check(
            "explain",
            &[],
            content,
            &["--gazetteers=news/lists", "--corpus=news/articles"],
        );
    }

    #[test]
    fn the_file_of_init_explains_every_option_and_follows_none() {
        let path = Path::new("parallax.toml");
        let file = parallax::init::OPTIONS;
        let followed = added(file, path, BUILD, &|_| false).expect("the file is right");
        assert!(followed.is_empty(), "{followed:?}");
        let commented = file.lines().filter_map(|line| line.strip_prefix("# "));
        let told: Vec<_> = commented
            .filter(|line| {
                line.split_once(" = ")
                    .is_some_and(|(key, _)| !key.contains(' '))
            })
            .collect();
        for line in &told {
            added(line, path, BUILD, &|_| false).expect("the option can be followed");
        }
        let commands = Arguments::command();
        let build = commands.find_subcommand(BUILD).expect("a command");
        let mut known: Vec<_> = build
            .get_arguments()
            .filter_map(clap::Arg::get_long)
            .collect();
        let mut told: Vec<_> = told
            .iter()
            .filter_map(|line| line.split(' ').next())
            .collect();
        known.sort_unstable();
        told.sort_unstable();
        assert_eq!(told, known);
    }

    #[test]
    fn what_cannot_be_followed_is_told_with_its_line() {
        check_wrong(
            "jobs = 2\n\ncolour = 1\n",
            "parallax.toml:3: unknown option `colour`: options are corpus, ",
        );
        check_wrong(
            "# mine\njobs = 0\n",
            "parallax.toml:2: invalid value '0' for '--jobs <N>': give 1 or more",
        );
        check_wrong("no-bom = 1\n", "parallax.toml:1: `no-bom` is true or false");
        check_wrong(
            "output = 1.5\n",
            "parallax.toml:1: `output` takes a text in quotes",
        );
        check_wrong(
            "formats = \"csv,doc\"\n",
            "parallax.toml:1: invalid value 'csv,doc' for '--formats <LIST>': `doc` is no format",
        );
        check_wrong("jobs = 2\noutput = tables\n", "parallax.toml:2: ");
        check_wrong("jobs = 2\njobs = 3\n", "parallax.toml:2: ");
    }
}
