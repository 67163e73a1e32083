//! The commands beside `build` that read or write no tables: `init`, `annotate`, `completions`.

use std::io::{self, IsTerminal};
use std::path::{Component, PathBuf};

use clap::CommandFactory;
use clap_complete::Shell;
use parallax::document::Confidence;
use parallax::entities::STRICTNESS;
use parallax::error::Error;
use parallax::init;
use parallax::stream::{self, Options};

use super::{Arguments, DONE, SKIPPED, jobs, n_of, resources_with_lists, say};

pub const INIT_EXAMPLES: &str = "\
Examples:
  parallax init news        then: cd news, and parallax build
  parallax init .           here

What is there already is left as it is.

Exit codes: 0 done, 2 could not run";

#[derive(Debug, clap::Args)]
pub struct InitArguments {
    /// The folder; made if it is not there
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
}

/// Makes a folder to start from, and tells what is in it.
pub fn init(arguments: &InitArguments) -> Result<u8, Error> {
    let folder = arguments.folder.as_path();
    let made = init::make(folder)?;
    let mut told = String::new();
    for name in &made.written {
        told.push_str(&format!("made           {}\n", folder.join(name).display()));
    }
    for name in &made.left {
        told.push_str(&format!("left as it was {}\n", folder.join(name).display()));
    }
    let change = match folder.components().all(|part| part == Component::CurDir) {
        true => String::new(),
        false => format!("cd {}, then ", folder.display()),
    };
    told.push_str(&format!("\nNow: {change}parallax build\n"));
    say(&mut io::stdout(), &told);
    Ok(DONE)
}

pub const ANNOTATE_EXAMPLES: &str = "\
Examples:
  parallax annotate < articles.jsonl > found.jsonl
  echo '{\"text\": \"Angela Merkel visited Kiel.\"}' | parallax annotate --language en

A line in is an article: text, and id, title, date, language, outlet, author, url if you have them. A line out has id
and line, language, sections, mentions, numbers, quotes, with the columns of the tables; or id, line and error.

Exit codes: 0 all read, 1 some lines gave an error, 2 could not run";

#[derive(Debug, clap::Args)]
pub struct AnnotateArguments {
    /// Language of the articles that do not say their own, instead of detecting it, such as nl
    #[arg(long, value_name = "CODE")]
    language: Option<String>,
    /// How sure, in hundredths, a name must be to be written: less finds more names, more writes fewer wrong ones
    #[arg(long, value_name = "0-100", default_value_t = STRICTNESS.hundredths(), value_parser = clap::value_parser!(u8).range(..=100))]
    strictness: u8,
    /// Folder with your own lists of names (.csv) [default: gazetteers, if it is there]
    #[arg(long, value_name = "FOLDER")]
    gazetteers: Option<PathBuf>,
    /// How many articles to look through at the same time [default: one for each processor core]
    #[arg(long, value_name = "N", value_parser = jobs)]
    jobs: Option<usize>,
}

/// Answers each line of standard input on standard output.
pub fn annotate(arguments: &AnnotateArguments) -> Result<u8, Error> {
    let resources = resources_with_lists(arguments.gazetteers.as_deref())?;
    let language = arguments.language.as_deref();
    let options = Options {
        language: language.map(|code| resources.language(code)).transpose()?,
        strictness: Confidence::new(arguments.strictness),
        jobs: arguments.jobs,
    };
    if io::stdin().is_terminal() {
        let told = "type articles, each a JSON object on a line, such as {\"text\": \"…\"}; Ctrl-D ends (or name a file: \
                    parallax annotate < articles.jsonl)\n";
        say(&mut io::stderr(), told);
    }
    let mut output = io::BufWriter::new(io::stdout());
    match stream::annotate(io::stdin(), &mut output, options, &resources) {
        Ok(done) if done.errors > 0 => {
            let lines = n_of(done.errors, "line", "lines");
            say(
                &mut io::stderr(),
                &format!("warning: {lines} gave no article: see `error` in the output\n"),
            );
            Ok(SKIPPED)
        }
        Ok(_) => Ok(DONE),
        // Who reads the answers has enough of them.
        Err(Error::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => Ok(DONE),
        Err(error) => Err(error),
    }
}

pub const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  source <(parallax completions bash)
  parallax completions zsh > ~/.zfunc/_parallax
  parallax completions fish > ~/.config/fish/completions/parallax.fish

Exit codes: 0 done, 2 could not run";

#[derive(Debug, clap::Args)]
pub struct CompletionsArguments {
    /// Which shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

/// Writes the script by which a shell completes commands and options.
pub fn completions(arguments: &CompletionsArguments) -> u8 {
    let mut script = Vec::new();
    let mut command = Arguments::command();
    clap_complete::generate(arguments.shell, &mut command, "parallax", &mut script);
    say(&mut io::stdout(), &String::from_utf8_lossy(&script));
    DONE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_command_has_examples() {
        Arguments::command().debug_assert();
        for command in Arguments::command()
            .get_subcommands()
            .filter(|command| !command.is_hide_set())
        {
            let after = command.get_after_help().map(ToString::to_string);
            let after = after.unwrap_or_default();
            let name = command.get_name();
            assert!(after.starts_with("Examples:\n  "), "{name}");
            assert!(after.contains(&format!("parallax {name}")), "{name}");
        }
    }
}
