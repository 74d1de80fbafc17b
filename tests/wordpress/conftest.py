"""A WordPress as sites run it: its own database, PHP's web server, the plugin as it is shipped, and `bylint serve` beside it."""

import base64
import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest

PLUGIN = Path(__file__).parents[2] / "editors" / "wordpress"
# Debian's, or another to try the plugin in.
WORDPRESS = Path(os.environ.get("BYLINT_WORDPRESS", "/usr/share/wordpress"))
TOKEN = "a-token-that-no-browser-sees"
PASSWORD = "correct horse"
# Before everything: what a site writes of itself.
CONFIG = """<?php
define( 'DB_NAME', 'wordpress' );
define( 'DB_USER', 'root' );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', 'localhost:%(socket)s' );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'WP_HOME', '%(home)s' );
define( 'WP_SITEURL', '%(home)s' );
define( 'AUTH_KEY', 'a' ); define( 'SECURE_AUTH_KEY', 'b' ); define( 'LOGGED_IN_KEY', 'c' ); define( 'NONCE_KEY', 'd' );
define( 'AUTH_SALT', 'e' ); define( 'SECURE_AUTH_SALT', 'f' ); define( 'LOGGED_IN_SALT', 'g' ); define( 'NONCE_SALT', 'h' );
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
define( 'WP_ACCESSIBLE_HOSTS', '127.0.0.1' );
define( 'DISABLE_WP_CRON', true );
define( 'WP_DEBUG', true );
define( 'WP_DEBUG_DISPLAY', false );
define( 'WP_DEBUG_LOG', '%(log)s' );
define( 'BYLINT_URL', trim( file_get_contents( __DIR__ . '/bylint-url' ) ) );
define( 'BYLINT_TOKEN', '%(token)s' );
$table_prefix = 'wp_';
defined( 'ABSPATH' ) || define( 'ABSPATH', __DIR__ . '/' );
require_once ABSPATH . 'wp-settings.php';
"""
# A site of its own, which says what the plugin's manual tells sites to say.
SITE = """<?php
add_action( 'init', function () {
	foreach ( array( 'source', 'source_url' ) as $key ) {
		register_post_meta( 'post', $key, array( 'type' => 'string', 'single' => true, 'show_in_rest' => true ) );
	}
} );
add_filter( 'bylint_may_override', function () {
	return current_user_can( 'edit_others_posts' );
} );
add_shortcode( 'timetable', '__return_empty_string' );
"""
MANUAL = re.findall(r"^```php\n(.*?)^```$", (PLUGIN / "README.md").read_text(encoding="utf-8"), re.M | re.S)
INSTALL = """<?php
define( 'WP_INSTALLING', true );
require $argv[1] . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
function wp_new_blog_notification() {}
wp_install( 'Island Wire', 'chief', 'chief@island.example', false, '', $argv[2] );
update_option( 'permalink_structure', '/%%year%%/%%postname%%/' );
update_option( 'template', 'plain' );
update_option( 'stylesheet', 'plain' );
update_option( 'active_plugins', array( 'bylint/bylint.php' ) );
foreach ( array( 'editor', 'author', 'contributor' ) as $role ) {
	wp_insert_user( array( 'user_login' => $role, 'user_pass' => $argv[2], 'role' => $role, 'display_name' => "Ada $role", 'user_email' => "$role@island.example" ) );
}
foreach ( get_users( array( 'fields' => 'ID' ) ) as $id ) {
	update_user_meta( $id, 'wp_persisted_preferences', array( 'core/edit-post' => array( 'welcomeGuide' => false ), '_modified' => gmdate( 'c' ) ) );
}
"""
RUN = "<?php require $argv[1] . '/wp-load.php'; echo wp_json_encode( eval( $argv[2] ) );"


DATABASE = shutil.which("mariadbd", path=f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin")


def missing_programs():
    """What has to be installed first."""
    missing = [name for name, at in {"php": shutil.which("php"), "mariadb-server": DATABASE}.items() if not at]
    missing += [] if (WORDPRESS / "wp-load.php").is_file() else ["wordpress"]
    if not missing and "mysqli" not in subprocess.run(["php", "-m"], capture_output=True, text=True).stdout.split():
        missing.append("php-mysql")
    return missing


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(condition, what, seconds=60):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, f"{what} does not start"
        time.sleep(0.05)


@contextlib.contextmanager
def running(command, log, **how):
    """A process with all that it starts, ended at the end."""
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, stdin=subprocess.DEVNULL, start_new_session=True, **how)
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(20)


@dataclass
class Site:
    """A site. `home` is its address, `folder` where it lies."""

    folder: Path
    home: str
    log: Path
    token: str = TOKEN

    def php(self, code, *arguments):
        """The value of PHP code that returns, run within WordPress."""
        ended = subprocess.run(["php", "-r", RUN.removeprefix("<?php "), "--", str(self.folder), code, *arguments], capture_output=True, text=True, timeout=60)
        assert ended.returncode == 0, ended.stdout + ended.stderr
        return json.loads(ended.stdout)

    def story(self, content, **more):
        """A stored story, a draft unless told, of the user `editor`; its ID."""
        given = {"post_title": "Ferry back in service", "post_content": content, "post_author": 2, **more}
        return self.php("return wp_insert_post( wp_slash( json_decode( $argv[3], true ) ) );", json.dumps(given))

    def overrides(self, post):
        """What is recorded of publications over errors."""
        return self.php("return get_post_meta( $argv[3], '_bylint_override' );", str(post))

    def user(self, name):
        """Log in without a browser; a function that sends a JSON body to the REST API and gives the status and the answer."""
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        form = urllib.parse.urlencode({"log": name, "pwd": PASSWORD}).encode()
        opener.open(f"{self.home}/wp-login.php", form, timeout=30).close()
        nonce = opener.open(f"{self.home}/wp-admin/admin-ajax.php?action=rest-nonce", timeout=30).read().decode()

        def post(path, nonce=nonce, **body):
            headers = {"Content-Type": "application/json"} | ({"X-WP-Nonce": nonce} if nonce else {})
            request = urllib.request.Request(f"{self.home}/wp-json{path}", json.dumps(body).encode(), headers)
            try:
                answer = opener.open(request, timeout=30)
            except urllib.error.HTTPError as error:
                answer = error
            with answer:
                return answer.status, json.loads(answer.read())

        return post

    def serves(self, address):
        """Have the plugin ask at an address."""
        (self.folder / "bylint-url").write_text(address, encoding="utf-8")

    @contextlib.contextmanager
    def without_service(self):
        """Nobody listens where the plugin asks."""
        file = self.folder / "bylint-url"
        address = file.read_text(encoding="utf-8")
        self.serves(f"http://127.0.0.1:{free_port()}")
        yield
        self.serves(address)

    def complaints(self):
        """What PHP has to say of the plugin."""
        lines = self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []
        return [line for line in lines if "plugins/bylint" in line]


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    if missing := missing_programs():
        pytest.skip(f"not installed: {', '.join(missing)}")
    logs = tmp_path_factory.mktemp("logs")
    with contextlib.ExitStack() as stack:
        # A socket's path is short.
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bylint-wp-")))
        user = f"--user={subprocess.run(['id', '-un'], capture_output=True, text=True).stdout.strip()}"
        where, door = f"--datadir={folder / 'data'}", folder / "db.sock"
        made = ["mariadb-install-db", "--no-defaults", where, user, "--auth-root-authentication-method=normal", "--skip-test-db"]
        subprocess.run(made, check=True, capture_output=True, timeout=120)
        quick = ["--skip-networking", "--skip-log-bin", "--innodb-flush-log-at-trx-commit=0", "--innodb-doublewrite=0"]
        database = [DATABASE, "--no-defaults", where, user, f"--socket={door}", f"--pid-file={folder / 'db.pid'}", *quick]
        stack.enter_context(running(database, logs / "database"))
        wait_for(door.exists, "the database")

        root, home = folder / "site", f"http://127.0.0.1:{free_port()}"
        shutil.copytree(WORDPRESS, root, ignore=shutil.ignore_patterns("wp-config.php", "akismet", ".htaccess"))
        shutil.copytree(PLUGIN, root / "wp-content" / "plugins" / "bylint")
        own = root / "wp-content" / "mu-plugins"
        own.mkdir()
        (own / "site.php").write_text(SITE + MANUAL[1], encoding="utf-8")
        theme = root / "wp-content" / "themes" / "plain"
        theme.mkdir(parents=True)
        (theme / "style.css").write_text("/* Theme Name: Plain */", encoding="utf-8")
        (theme / "index.php").write_text("<?php while ( have_posts() ) { the_post(); the_title( '<h1>', '</h1>' ); the_content(); }", encoding="utf-8")
        told = {"socket": door, "home": home, "log": logs / "php", "token": TOKEN}
        (root / "wp-config.php").write_text(CONFIG % told, encoding="utf-8")
        (root / "bylint-url").write_text("http://127.0.0.1:9", encoding="utf-8")
        subprocess.run(
            ["php", "-r", "mysqli_query( mysqli_connect( 'localhost', 'root', '', '', 0, $argv[1] ), 'CREATE DATABASE wordpress' );", "--", str(door)],
            check=True, timeout=60,
        )
        install = INSTALL.removeprefix("<?php").replace("%%", "%")
        ended = subprocess.run(["php", "-r", install, "--", str(root), PASSWORD], capture_output=True, text=True, timeout=120)
        assert ended.returncode == 0, (logs / "php").read_text() if (logs / "php").exists() else ended.stdout + ended.stderr

        serving = ["php", "-d", "opcache.enable_cli=1", "-S", home.removeprefix("http://"), "-t", str(root)]
        stack.enter_context(running(serving, logs / "web", env={**os.environ, "PHP_CLI_SERVER_WORKERS": "4"}))
        wait_for(lambda: answers(home), "the site")
        yield Site(root, home, logs / "php")


def answers(address):
    with contextlib.suppress(OSError):
        return urllib.request.urlopen(address, timeout=30).status == 200
    return False


@pytest.fixture(scope="session")
def service(site, tmp_path_factory):
    """`bylint serve`, which the site asks."""
    log = tmp_path_factory.mktemp("service") / "log"
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment |= {"PYTHONUNBUFFERED": "1", "BYLINT_SERVE_TOKEN": TOKEN}
    command = [str(Path(sys.executable).parent / "bylint"), "serve", "--port", "0", "--jobs", "1"]
    with running(command, log, env=environment, cwd=log.parent):
        wait_for(lambda: "/check" in log.read_text(), "bylint serve")
        site.serves(re.search(r"(http://\S+)/check", log.read_text())[1])
        yield


class Editor:
    """The block editor, worked as people do: keys and clicks."""

    def __init__(self, site, browser, pictures):
        self.site, self.browser, self._pictures, self._taken = site, browser, pictures, 0
        self.ask, self.wait = browser.ask, browser.wait

    def shot(self, name):
        """Keep a picture of what the browser shows, where BYLINT_SHOTS names a folder."""
        self._taken += 1
        if folder := os.environ.get("BYLINT_SHOTS"):
            data = self.browser.tell("Page.captureScreenshot")["data"]
            (Path(folder) / f"{self._pictures}-{self._taken}-{name}.png").write_bytes(base64.b64decode(data))

    def open(self, post=None):
        """A new story, or one that is there."""
        page = f"post.php?post={post}&action=edit" if post else "post-new.php"
        self.browser.open(f"{self.site.home}/wp-admin/{page}", prefers_reduced_motion="reduce")
        self.wait("window.wp?.data?.select('core/editor')?.getCurrentPostId() && !!document.querySelector('.editor-post-title__input')")

    def type(self, title, *paragraphs):
        """Write a story: its title, and a paragraph after each Enter."""
        self.click(".editor-post-title__input")
        self.browser.tell("Input.insertText", text=title)
        for words in paragraphs:
            self.browser.press("Enter", 13, "\r")
            self.browser.tell("Input.insertText", text=words)

    def click(self, selector, words=""):
        """Click on the first element of a selector that says some words, once it stands still and can be clicked: the sidebar lies
        behind the panel, with the same in it."""
        find = f"""(() => {{
            for (const of of document.querySelectorAll({json.dumps(selector)})) {{
                if (!of.innerText.includes({json.dumps(words)}) || of.disabled || of.getAttribute('aria-disabled') === 'true') continue;
                of.scrollIntoView({{block: 'nearest'}});
                const at = of.getBoundingClientRect(), x = at.x + at.width / 2, y = at.y + at.height / 2;
                if (of.contains(document.elementFromPoint(x, y))) return [x, y];
            }}
        }})()"""
        place, before = self.wait(find), None
        while place != before:
            time.sleep(0.1)
            place, before = self.wait(find), place
        for kind in ("mousePressed", "mouseReleased"):
            self.browser.tell("Input.dispatchMouseEvent", type=kind, x=place[0], y=place[1], button="left", clickCount=1)

    def empty_block(self):
        """Delete the text of the block that has the focus, as with Ctrl+A."""
        self.browser.tell("Input.dispatchKeyEvent", type="keyDown", key="a", commands=["selectAll"])
        self.browser.press("Backspace", 8)

    def publish(self):
        """Open the panel, and wait until the story is checked."""
        self.click(".editor-post-publish-panel__toggle")
        self.checked()

    def checked(self):
        """Wait until the story is checked as it stands."""
        time.sleep(0.2)
        self.wait("!['waiting', 'checking'].includes(wp.data.select('bylint').known().phase)")

    def sidebar(self):
        """Unfold the findings beside a story."""
        self.click(".edit-post-sidebar__panel-tab", "Post")
        if not self.shown():
            self.click(".components-panel__body-toggle", "bylint")

    def shown(self, selector=".bylint-findings"):
        """The text of what is seen there."""
        return self.ask(f"[...document.querySelectorAll({selector!r})].filter(of => of.checkVisibility()).map(of => of.innerText).join('\\n')")

    def can_publish(self):
        """Whether the button that publishes or updates can be pressed."""
        return self.ask("document.querySelector('.editor-post-publish-button').getAttribute('aria-disabled') !== 'true'")

    def stored(self, name):
        """An attribute of the story as it is stored."""
        return self.ask(f"wp.data.select('core/editor').getCurrentPostAttribute({name!r})")

    def requests(self, part):
        """The bodies of requests to addresses with such a part since the page was opened."""
        sent = [event["params"]["request"] for event in self.browser.events if event.get("method") == "Network.requestWillBeSent"]
        return [request.get("postData", "") for request in sent if part in request["url"]]


@pytest.fixture(scope="session")
def browser(site, chromium):
    """A browser in which the user `editor` has logged in."""
    opened = chromium()
    opened.open(f"{site.home}/wp-login.php")
    opened.ask(f"user_login.value = 'editor'; user_pass.value = {PASSWORD!r}; document.forms.loginform.submit()")
    opened.wait("location.pathname.startsWith('/wp-admin')")
    return opened


@pytest.fixture
def editor(site, service, browser, request):
    yield Editor(site, browser, request.node.name)
    assert site.complaints() == []
