from huozi.compile.setting.report import SettingReport


def test_counts_and_faults_are_gathered():
    report = SettingReport()
    one, two, three = (report.record(line) for line in (7, 8, 9))
    one.lines, one.faults = 4, (("loose", "甲甲"),)
    two.fallback = three.fallback = "float"
    assert report.counts() == (("fallback-float", 2), ("lines", 4), ("paragraphs", 1))
    assert report.faults() == (("loose", "甲甲", 7),)


def test_an_empty_report_counts_nothing():
    assert SettingReport().counts() == (("lines", 0), ("paragraphs", 0))
