"""A server runs for weeks: what applies is that of the day."""

from datetime import date, timedelta

from bylint.desk import Desk
from bylint.how import How
from bylint.inputs import PageFile
from bylint.serve import watched
from bylint.serve.watched import Watched

PAGE = b"<p>The ferry to the islands sails again from Monday.</p><p>Advertisement</p>"


def test_an_exception_expires_while_the_server_runs(tmp_path, monkeypatch):
    class Day(date):
        now = date(2026, 3, 1)

        @classmethod
        def today(cls):
            return cls.now

    monkeypatch.setattr(watched, "date", Day)
    entry = '[[ignore]]\nrule = "ads/label-left"\nreason = "ours"\nexpires = 2026-03-01\n'
    (tmp_path / "bylint.ignore.toml").write_text(entry, encoding="utf-8")
    desks, file = Watched(Desk), PageFile(str(tmp_path / "a.html"), data=PAGE)

    def found():
        (page,) = (result for result in desks.desk(file).check([file], How(0)).results if result.page)
        return "ads/label-left" in {finding.rule for finding in page.findings}

    assert not found()
    assert desks.desk(file) is desks.desk(file)
    Day.now += timedelta(1)
    assert found()
