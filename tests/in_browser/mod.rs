//! What the page does in a browser.

use serde_json::json;

use super::Output;
use super::browser::Browser;

const VIEWS: [&str; 9] = [
    "overview", "stories", "articles", "entities", "heat", "timeline", "figures", "quotes", "check",
];

/// The views with one of an article and one of an entity of the summit.
fn views(output: &Output) -> Vec<String> {
    let article = &output.corpus().articles[0].id;
    let one = [
        format!("article?id={article}"),
        "entity?id=iso:UA".to_owned(),
    ];
    VIEWS
        .iter()
        .map(|&view| view.to_owned())
        .chain(one)
        .collect()
}

#[test]
fn every_view_opens_without_a_complaint_and_without_a_request() {
    let Some(mut browser) = Browser::open() else {
        return;
    };
    let output = Output::summit();
    for view in views(&output) {
        browser.go(&output.path(), &view);
        let heading = browser.text("document.querySelector('main h1').textContent");
        assert!(!heading.is_empty() && heading != "Not here", "{view}");
        assert!(
            browser
                .eval("document.querySelector('main').innerText.length")
                .as_u64()
                > Some(150),
            "{view}"
        );
        assert_eq!(browser.complaints(), [""; 0], "{view}");
    }
    let page = format!("file://{}", output.path().display());
    let others: Vec<_> = browser
        .requests()
        .into_iter()
        .filter(|url| *url != page && url != "data:,")
        .collect();
    assert_eq!(others, [""; 0]);
}

#[test]
fn entities_are_searched_filtered_and_sorted() {
    let Some(mut browser) = Browser::open() else {
        return;
    };
    let output = Output::summit();
    let names = "[...document.querySelectorAll('tbody th a')].map((link) => link.textContent)";
    // A Russian name finds the row of all languages.
    browser.go(
        &output.path(),
        "entities?q=%D1%83%D0%BA%D1%80%D0%B0%D0%B8%D0%BD&type=location",
    );
    assert_eq!(browser.eval(names), json!(["Ukraine"]));
    assert_eq!(
        browser.text("document.querySelector('[role=status]').textContent"),
        "1 entity"
    );
    browser.go(&output.path(), "entities");
    let n_entities = output.corpus().clusters.len();
    assert_eq!(
        browser.text("document.querySelector('[role=status]').textContent"),
        format!("{n_entities} entities")
    );
    browser.press("/", 191);
    assert_eq!(browser.eval("document.activeElement.type"), "search");
    // Capitals do not matter, and a Turkish name is one of the Bosporus.
    browser.write("ISTANBUL");
    assert_eq!(browser.eval(names), json!(["Istanbul", "Bosporus"]));
    assert_eq!(browser.eval("location.hash"), "#entities?q=ISTANBUL");
    assert_eq!(browser.eval("document.activeElement.value"), "ISTANBUL");
    browser.go(&output.path(), "entities?type=person");
    let persons = browser.eval(names);
    browser.eval("document.querySelector('thead button').click()");
    assert_eq!(
        browser.eval("document.querySelector('th[aria-sort]').getAttribute('aria-sort')"),
        "ascending"
    );
    let sorted = browser.eval(names);
    assert_ne!(persons, sorted);
    let is_sorted = format!(
        "((fold) => {sorted}.every((name, at, all) => !at || fold(all[at - 1]) <= fold(name)))((name) => name.normalize('NFD').replace(/\\p{{M}}/gu, '').toLowerCase())"
    );
    assert_eq!(browser.eval(&is_sorted), true);
}

#[test]
fn a_figure_leads_to_its_place_in_the_article_and_back() {
    let Some(mut browser) = Browser::open() else {
        return;
    };
    let output = Output::summit();
    browser.go(&output.path(), "figures");
    let surface = browser.text("document.querySelector('.figure-card .match').textContent");
    assert!(
        browser
            .eval("document.querySelectorAll('.agreement.a-same .hidden, .agreement').length")
            .as_u64()
            > Some(0)
    );
    let id = browser.text("document.querySelector('.figure-card .value a').hash");
    browser.eval("document.querySelector('.figure-card .value a').click()");
    browser.wait("document.querySelector('.reading .here')");
    assert_eq!(browser.text("location.hash"), id);
    assert_eq!(
        browser.text("document.querySelector('.here').textContent"),
        surface
    );
    assert_eq!(
        browser.eval("document.activeElement === document.querySelector('.here')"),
        true
    );
    let is_seen = "(() => { const box = document.querySelector('.here').getBoundingClientRect(); return box.top > 0 && box.bottom < innerHeight; })()";
    assert_eq!(browser.eval(is_seen), true);
    assert!(
        browser
            .text("document.querySelector('.selected').textContent")
            .starts_with("This number")
    );
    // The number in the text leads back to the figure.
    browser.eval("document.querySelector('.here').click()");
    browser.wait("document.querySelector('.figure-card')");
    assert_eq!(
        browser.text("document.querySelector('.figure-card .match').textContent"),
        surface
    );
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
fn an_entity_shows_its_places_and_a_name_leads_to_its_entity() {
    let Some(mut browser) = Browser::open() else {
        return;
    };
    let output = Output::summit();
    browser.go(&output.path(), "entity?id=iso:UA");
    let is_of_it = |row: &&std::collections::BTreeMap<String, String>| row["entity_id"] == "iso:UA";
    let rows = output.rows("mentions");
    let expected: Vec<_> = rows
        .iter()
        .filter(is_of_it)
        .map(|row| row["surface"].clone())
        .collect();
    let found = browser
        .eval("[...document.querySelectorAll('.kwic .match')].map((match) => match.textContent)");
    assert_eq!(found, json!(expected));
    browser.eval("document.querySelector('.kwic .match').click()");
    browser.wait("document.querySelector('.here')");
    assert_eq!(
        browser.text("document.querySelector('.here').textContent"),
        expected[0]
    );
    browser.eval("document.querySelector('.here').click()");
    browser.wait("document.querySelector('.kwic')");
    assert_eq!(
        browser.text("document.querySelector('h1').textContent"),
        "Ukraine"
    );
}

#[test]
fn the_text_of_an_article_is_whole_with_all_its_marks() {
    let Some(mut browser) = Browser::open() else {
        return;
    };
    let output = Output::summit();
    for article in output.corpus().articles.iter().take(3) {
        browser.go(&output.path(), &format!("article?id={}", article.id));
        let text = browser.text("[...document.querySelectorAll('.article-head h1, .reading p')].map((p) => p.textContent).join('').replace(/❞|\\s/gu, '')");
        let whole: String = article.document.text.split_whitespace().collect();
        assert_eq!(text, whole, "{}", article.id);
        let marks = "document.querySelectorAll('.article-head a.name, .reading a.name').length";
        assert_eq!(
            browser.eval(marks),
            json!(article.annotations.mentions.len()),
            "{}",
            article.id
        );
    }
}

#[test]
fn hostile_articles_are_shown_as_they_are_and_do_nothing() {
    let Some(mut browser) = Browser::open() else {
        return;
    };
    let output = Output::hostile();
    for article in &output.corpus().articles {
        browser.go(&output.path(), &format!("article?id={}", article.id));
        let links = "[...document.querySelectorAll('a')].filter((link) => !/^(https?|file):$/.test(link.protocol)).length";
        assert_eq!(browser.eval(links), 0, "{}", article.id);
        let is_http = article
            .document
            .metadata
            .url
            .as_deref()
            .is_some_and(|url| url.starts_with("https:"));
        let n_sources = u64::from(is_http);
        assert_eq!(
            browser.eval("document.querySelectorAll('a.outside').length"),
            n_sources,
            "{}",
            article.id
        );
    }
    for view in VIEWS {
        browser.go(&output.path(), view);
        assert_eq!(
            browser.eval("document.querySelectorAll('img, b, iframe, main script').length"),
            0,
            "{view}"
        );
        assert_eq!(browser.eval("typeof window.pwned"), "undefined", "{view}");
    }
    browser.go(&output.path(), "articles");
    let text = browser.text("document.querySelector('main').innerText");
    assert!(
        text.contains("</script><script>window.pwned=1</script>"),
        "{text}"
    );
    // The address is not ours to trust either.
    browser.go(
        &output.path(),
        "entities?q=<img src=x onerror=window.pwned=1>&sort=</script>",
    );
    browser.go(&output.path(), "article?id=__proto__&at=<script>");
    browser.go(&output.path(), "constructor?q=1");
    assert_eq!(browser.eval("typeof window.pwned"), "undefined");
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
fn an_arabic_article_reads_from_right_to_left() {
    let Some(mut browser) = Browser::open() else {
        return;
    };
    let output = Output::hostile();
    let arabic = output
        .corpus()
        .articles
        .iter()
        .find(|article| article.document.path.ends_with("#ar"));
    browser.go(
        &output.path(),
        &format!("article?id={}", arabic.expect("it is there").id),
    );
    for place in ["h1", ".reading p"] {
        let direction = format!("getComputedStyle(document.querySelector('{place}')).direction");
        assert_eq!(browser.eval(&direction), "rtl", "{place}");
        assert_eq!(
            browser.eval(&format!("document.querySelector('{place}').lang")),
            "ar",
            "{place}"
        );
    }
    assert_eq!(
        browser.eval("getComputedStyle(document.querySelector('.legend')).direction"),
        "ltr"
    );
}

#[test]
fn texts_beside_the_page_are_loaded_when_they_are_wanted() {
    let Some(mut browser) = Browser::open() else {
        return;
    };
    let output = Output::summit();
    output.write_with_room(0);
    browser.go(&output.path(), "entities");
    let is_block = |url: &String| url.ends_with("/report/texts-0.js");
    assert!(!browser.requests().iter().any(is_block));
    browser.go(&output.path(), "entity?id=iso:UA");
    browser.wait("document.querySelector('.kwic')");
    assert_eq!(
        browser
            .requests()
            .iter()
            .filter(|url| is_block(url))
            .count(),
        1
    );
    assert_eq!(browser.complaints(), [""; 0]);
    // The page alone says what is missing.
    std::fs::remove_dir_all(output.output().join("report")).expect("it is there");
    browser.go(
        &output.path(),
        &format!("article?id={}", output.corpus().articles[0].id),
    );
    browser.wait("document.querySelector('main .note')");
    assert!(
        browser
            .text("document.querySelector('main .note').textContent")
            .contains("could not be loaded")
    );
}

#[test]
fn every_view_fits_a_phone() {
    let Some(mut browser) = Browser::open() else {
        return;
    };
    let output = Output::summit();
    browser.size(390, 844);
    for view in views(&output) {
        browser.go(&output.path(), &view);
        let is_within = "document.documentElement.scrollWidth <= innerWidth";
        assert_eq!(browser.eval(is_within), true, "{view}");
    }
}

#[test]
fn every_view_can_be_heard_and_used_with_keys() {
    let Some(mut browser) = Browser::open() else {
        return;
    };
    let output = Output::summit();
    for view in views(&output) {
        browser.go(&output.path(), &view);
        let faults = "(() => {
            const all = (selector) => [...document.querySelectorAll(selector)];
            const faults = [];
            if (all('h1').length !== 1) faults.push('headings of the page: ' + all('h1').length);
            if (all('main').length !== 1 || all('nav[aria-label]').length < 1) faults.push('landmarks');
            if (all('#tabs [aria-current=page]').length !== 1) faults.push('no current tab');
            const ids = all('[id]').map((element) => element.id);
            if (new Set(ids).size !== ids.length) faults.push('an id twice');
            all('input, select').forEach((control) => { if (!control.labels.length) faults.push('no label: ' + control.id); });
            all('thead th, tbody th').forEach((head) => { if (!head.scope) faults.push('no scope: ' + head.textContent); });
            all('table').forEach((table) => { if (!table.caption) faults.push('no caption'); });
            all('a, button').forEach((link) => { if (!(link.textContent.trim() || link.getAttribute('aria-label'))) faults.push('no name: ' + link.outerHTML.slice(0, 90)); });
            all('svg').forEach((picture) => { if (!picture.closest('[aria-hidden=true]')) faults.push('a picture is read out'); });
            all('[tabindex]').forEach((element) => { if (element.tabIndex > 0) faults.push('tab order'); });
            return faults;
        })()";
        assert_eq!(browser.eval(faults), json!([]), "{view}");
    }
    browser.go(&output.path(), "entities");
    browser.press("Tab", 9);
    assert_eq!(
        browser.text("document.activeElement.textContent"),
        "Skip to the content"
    );
    let is_seen = "document.activeElement.getBoundingClientRect().top >= 0";
    assert_eq!(browser.eval(is_seen), true);
    browser.press("Tab", 9);
    browser.press("Tab", 9);
    assert_eq!(
        browser.text("document.activeElement.textContent"),
        "Overview"
    );
    let outline = "getComputedStyle(document.activeElement).outlineStyle";
    assert_eq!(browser.eval(outline), "solid");
}

#[test]
fn text_stands_out_from_its_ground_in_light_and_dark() {
    let Some(mut browser) = Browser::open() else {
        return;
    };
    let output = Output::summit();
    // WCAG 2.2, 1.4.3: 4.5 to 1, of large text 3 to 1.
    let faint = "(() => {
        const numbers = (color) => {
            const [r, g, b, a] = color.match(/[\\d.]+/g).map(Number);
            const unit = color.startsWith('color(') ? 255 : 1;
            return [r * unit, g * unit, b * unit, a === undefined ? 1 : a];
        };
        const over = (top, ground) => [0, 1, 2].map((at) => top[at] * top[3] + ground[at] * (1 - top[3]));
        const ground = (element) => {
            if (!element) return [255, 255, 255];
            const own = numbers(getComputedStyle(element).backgroundColor);
            return own[3] === 1 ? own : over(own, ground(element.parentElement));
        };
        const light = (color) => {
            const [r, g, b] = color.slice(0, 3).map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const faint = new Set();
        const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
            const element = texts.currentNode.parentElement;
            if (!texts.currentNode.data.trim() || !element.checkVisibility() || element.closest('svg, script, .hidden, option')) continue;
            const style = getComputedStyle(element);
            const behind = ground(element);
            const lights = [light(over(numbers(style.color), behind)), light(behind)].sort((a, b) => b - a);
            const ratio = (lights[0] + 0.05) / (lights[1] + 0.05);
            const size = parseFloat(style.fontSize);
            const isLarge = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
            if (ratio < (isLarge ? 3 : 4.5)) faint.add(element.className + ' ' + ratio.toFixed(2) + ': ' + texts.currentNode.data.trim().slice(0, 30));
        }
        return [...faint].slice(0, 8);
    })()";
    for scheme in ["light", "dark"] {
        browser.scheme(scheme);
        for view in views(&output) {
            browser.go(&output.path(), &view);
            assert_eq!(browser.eval(faint), json!([]), "{scheme} {view}");
        }
    }
}

#[test]
fn articles_are_found_by_the_words_of_their_texts() {
    let Some(mut browser) = Browser::open() else {
        return;
    };
    let output = Output::hostile();
    for room in [usize::MAX, 0] {
        output.write_with_room(room);
        let titles = "[...document.querySelectorAll('tbody th')].map((title) => title.textContent)";
        browser.go(&output.path(), "articles?q=flew");
        assert_eq!(browser.eval(titles), json!([]));
        browser.eval("document.querySelector('.tick input').click()");
        browser.wait("document.querySelector('tbody th')");
        assert_eq!(browser.eval(titles), json!(["A visit"]));
        assert_eq!(browser.text("location.hash"), "#articles?q=flew&text=1");
    }
}

#[test]
fn the_tables_that_a_view_names_are_there() {
    let Some(mut browser) = Browser::open() else {
        return;
    };
    let output = Output::summit();
    for view in views(&output) {
        browser.go(&output.path(), &view);
        let named = browser.eval(
            "[...document.querySelectorAll('main .file')].map((a) => a.getAttribute('href'))",
        );
        let named = named.as_array().expect("a list").clone();
        assert!(!named.is_empty(), "{view}");
        for file in named {
            let file = file.as_str().expect("a name");
            assert!(output.output().join(file).is_file(), "{view}: {file}");
        }
    }
}

#[test]
fn going_back_comes_to_where_one_was() {
    let Some(mut browser) = Browser::open() else {
        return;
    };
    let output = Output::summit();
    browser.go(&output.path(), "entities");
    browser.eval("scrollTo(0, 700)");
    browser.eval("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))");
    browser.eval("document.querySelectorAll('tbody th a')[20].click()");
    browser.wait("document.querySelector('.kwic')");
    assert_eq!(browser.eval("scrollY"), 0);
    browser.eval("history.back()");
    browser.wait("document.querySelectorAll('tbody th a').length > 20");
    assert_eq!(browser.eval("scrollY"), 700);
}
