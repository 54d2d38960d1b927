from parsers.fingerprint import fingerprint


def test_a_fingerprint_changes_with_code_and_data_and_with_nothing_else(tmp_path):
    def of(name, **files):
        folder = tmp_path / name / "parsers"
        folder.mkdir(parents=True)
        for stem, text in files.items():
            (folder / stem.replace("_", ".")).write_text(text, encoding="utf-8")
        return fingerprint(folder)

    first = of("a", rules_py="x = 1", labels_toml="a = 1", notes_md="one")
    assert len(first) == 12
    assert of("b", rules_py="x = 1", labels_toml="a = 1", notes_md="two") == first
    assert of("c", rules_py="x = 2", labels_toml="a = 1") != first
    assert of("d", rules_py="x = 1", labels_toml="a = 2") != first
    assert of("e", other_py="x = 1", labels_toml="a = 1") != first
