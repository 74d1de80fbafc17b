// An extension that uses the editor as its user would, and writes down what it saw.

const { writeFileSync } = require("node:fs");
const vscode = require("vscode");

const until = async (condition) => {
  for (let tries = 0; tries < 400; tries++) {
    const got = condition();
    if (got) return got;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return null;
};

exports.activate = async () => {
  const told = {};
  try {
    told.trusted = vscode.workspace.isTrusted;
    const folder = vscode.workspace.workspaceFolders[0].uri;
    const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, "a.html"));
    await vscode.window.showTextDocument(document);
    const found = () => {
      const here = vscode.languages.getDiagnostics(document.uri).filter((each) => each.source === "bylint");
      return here.length ? here.map((each) => `${each.code}=${document.getText(each.range)}`) : null;
    };
    told.found = await until(found);
    await vscode.commands.executeCommand("bylint.restart");
    told.again = await until(found);
    const draft = await vscode.workspace.openTextDocument({ language: "html", content: "<p>Advertisement</p>" });
    told.draft = await until(() => vscode.languages.getDiagnostics(draft.uri).map((each) => each.code)[0]);
    await vscode.window.showTextDocument(document);
    const end = document.lineAt(document.lineCount - 1).range.end;
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, end, "\n");
    await vscode.workspace.applyEdit(edit);
    await vscode.commands.executeCommand("workbench.action.files.save");
  } catch (error) {
    told.error = String(error.stack);
  }
  writeFileSync(process.env.BYLINT_TOLD, JSON.stringify(told));
};
