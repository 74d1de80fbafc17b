// The client of `bylint lsp`: it finds the command, runs it, and says what to do where it cannot.

const { once } = require("node:events");
const { accessSync, constants, statSync } = require("node:fs");
const { homedir } = require("node:os");
const path = require("node:path");
const { createInterface } = require("node:readline");
const { setTimeout } = require("node:timers/promises");
const { commands, languages, LanguageStatusSeverity, window, workspace } = require("vscode");
const { CloseAction, LanguageClient, State } = require("vscode-languageclient/node");

const INSTALL = "pip install 'bylint[lsp]'";
let output, status, client;
let turn = Promise.resolve();

exports.activate = (context) => {
  output = window.createOutputChannel("bylint", { log: true });
  status = languages.createLanguageStatusItem("bylint", pages());
  status.name = "bylint";
  status.command = { command: "bylint.restart", title: "Restart" };
  context.subscriptions.push(
    output,
    status,
    commands.registerCommand("bylint.restart", restart),
    workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("bylint") && restart()),
    workspace.onDidGrantWorkspaceTrust(restart),
  );
  return restart();
};

exports.deactivate = () => client?.stop();

/** Have the server run anew, with the settings as they are now; never two at a time. */
function restart() {
  turn = turn.then(stop).then(start);
  return turn;
}

async function stop() {
  const last = client;
  client = undefined;
  await last?.dispose().catch(() => {}); // it may never have run
}

async function start() {
  const settings = workspace.getConfiguration("bylint");
  const named = settings.get("command");
  const command = found(named);
  if (!command) {
    failed(`There is no command “${named}” here. Install it with ${INSTALL}, or say in the setting bylint.command where it is.`);
    return;
  }
  const trust = settings.get("trust") && workspace.isTrusted ? ["--trust"] : [];
  let words = "";
  let ended;
  const made = new Client(
    "bylint",
    "bylint",
    { command, args: ["lsp", ...trust] },
    {
      documentSelector: pages(),
      outputChannel: output,
      stdioOptions: {
        stdout: () => {}, // is the protocol's
        stderr: (input) => {
          const lines = createInterface({ input }).on("line", (line) => output.error((words = line)));
          ended = once(lines, "close");
        },
      },
      initializationFailedHandler: () => false,
      // One that never ran would not run the next time.
      errorHandler: {
        error: (...told) => usual.error(...told),
        closed: () => (made.ran ? usual.closed() : { action: CloseAction.DoNotRestart, handled: true }),
      },
    },
  );
  const usual = made.createDefaultErrorHandler();
  made.onDidChangeState(({ newState }) => {
    made.ran ||= newState === State.Running;
    if (newState === State.Running) tell(LanguageStatusSeverity.Information, "bylint", command);
    else if (client === made) tell(LanguageStatusSeverity.Warning, "bylint is not running", "");
  });
  client = made;
  try {
    await made.start();
  } catch (error) {
    await Promise.race([ended, setTimeout(2000)]); // what it says may come after its end
    failed(`${command} lsp did not start: ${words || error.message}`);
  }
}

/** Leaves what goes wrong before the server ran to be told once, with the ways out. */
class Client extends LanguageClient {
  ran = false;

  error(message, data, show) {
    super.error(message, data, this.ran ? show : false);
  }
}

/** Say that no page is checked, why, and offer the ways out. */
async function failed(why) {
  tell(LanguageStatusSeverity.Error, "bylint is not running", why);
  const ways = { "Open Settings": ["workbench.action.openSettings", "bylint."], "Try Again": ["bylint.restart"] };
  const chosen = await window.showErrorMessage(`No page is checked by bylint. ${why}`, ...Object.keys(ways), "Show Output");
  if (chosen === "Show Output") output.show();
  else if (chosen) commands.executeCommand(...ways[chosen]);
}

function tell(severity, text, detail) {
  Object.assign(status, { severity, text, detail });
}

/** The documents that are checked: HTML in files that the settings name, and HTML that has no file yet. */
function pages() {
  const patterns = workspace.getConfiguration("bylint").get("files");
  const files = ["html", "xhtml"].flatMap((language) => patterns.map((pattern) => ({ scheme: "file", language, pattern })));
  return [...files, { scheme: "untitled", language: "html" }];
}

/** The path of a program, undefined where there is none: a name is looked for on the PATH, and nowhere in the workspace. */
function found(named) {
  const folder = workspace.workspaceFolders?.[0]?.uri.fsPath ?? homedir();
  const place = named.replace("${workspaceFolder}", folder).replace(/^~(?=[\\/])/, homedir());
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter(path.isAbsolute);
  const tried = /[\\/]/.test(place) ? [path.resolve(folder, place)] : folders.map((each) => path.join(each, place));
  return tried.flatMap((each) => (process.platform === "win32" ? [each, `${each}.exe`] : [each])).find(isProgram);
}

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
