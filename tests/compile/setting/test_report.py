from huozi.compile.setting.report import SettingReport


def test_counts_and_faults_are_gathered():
    report = SettingReport()
    one, two, three = (report.record(text) for text in ("甲" * 99, "乙", "丙"))
    one.lines, one.faults = 4, (("loose", "甲甲"),)
    two.fallback = three.fallback = "float"
    assert report.counts() == (("fallback-float", 2), ("lines", 4), ("paragraphs", 1))
    assert report.faults() == (("loose", "甲甲", 0),)
    assert list(report.fallback_samples()) == [("float", "乙"), ("float", "丙")]
    assert len(one.sample) < 99


def test_an_empty_report_counts_nothing():
    assert SettingReport().counts() == (("lines", 0), ("paragraphs", 0))
