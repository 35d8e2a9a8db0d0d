"""What the force put into its template stays in the document: label, custom properties, custom XML, theme, logo."""

import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from documents import make_word, p
from figures_of import make_figures
from programs import validator_errors

from hmic_tracker.errors import TemplateUnusable
from hmic_tracker.outputs.leftovers import all_words
from hmic_tracker.outputs.markup import words_of
from hmic_tracker.outputs.package import WordPackage, open_word, parse_xml
from hmic_tracker.outputs.paper import write_document

TEMPLATE = Path(__file__).parents[2] / "templates" / "jac_report.docx"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LABEL, SITE = "2096f6a2-d2f7-48be-b329-b73aaa526e5d", "cb46c030-1825-4e81-a295-151c039dbf02"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# The label as Office 2021 writes it ([MS-OFFCRYPTO] 2.6.4), and as every Office before and beside it reads it.
LABEL_INFO = (
    '<clbl:labelList xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata"><clbl:label '
    f'id="{{{LABEL}}}" enabled="1" method="Privileged" siteId="{{{SITE}}}" contentBits="3" removed="0"/></clbl:labelList>'
)
LABEL_WORDS = {"Enabled": "true", "SetDate": "2022-02-01T09:00:00Z", "Method": "Privileged", "Name": "Official",
               "SiteId": SITE, "ContentBits": "3"}  # fmt: skip
CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    + "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{at}" name="MSIP_Label_{LABEL}_{name}">'
        f"<vt:lpwstr>{words}</vt:lpwstr></property>"
        for at, (name, words) in enumerate(LABEL_WORDS.items(), start=2)
    )
    + "</Properties>"
)
APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Template>Force.dotx'
    "</Template><Company>Westmarch Police</Company></Properties>"
)
ITEM = '<retention xmlns="urn:westmarch:records"><keep>Seven years</keep></retention>'
ITEM_PROPERTIES = (
    '<ds:datastoreItem ds:itemID="{F4A1C1B2-0A3E-4B7B-9C53-1B2C3D4E5F60}" '
    'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs><ds:schemaRef '
    'ds:uri="urn:westmarch:records"/></ds:schemaRefs></ds:datastoreItem>'
)
CORE = (
    "<cp:category>Committee papers</cp:category><cp:contentStatus>Final</cp:contentStatus><cp:keywords>HMICFRS"
    "</cp:keywords><dc:description>Force template 4</dc:description>"
)


def theme() -> bytes:
    """A theme as Word writes it: the one that python-docx brings along."""
    with zipfile.ZipFile(Path(docx.__file__).parent / "templates" / "default.docx") as default:
        return default.read("word/theme/theme1.xml")


def labelled_template(path: Path, **changes: str) -> Path:
    """The template that comes with the library, as a force labels and brands it; `changes` are words to replace."""
    added: dict[str, bytes] = {
        "docMetadata/LabelInfo.xml": (HEAD + LABEL_INFO).encode(),
        "docProps/custom.xml": (HEAD + CUSTOM).encode(),
        "docProps/app.xml": (HEAD + APP).encode(),
        "customXml/item1.xml": (HEAD + ITEM).encode(),
        "customXml/itemProps1.xml": (HEAD + ITEM_PROPERTIES).encode(),
        "customXml/_rels/item1.xml.rels": _relations(("rId1", f"{OFFICE}/customXmlProps", "itemProps1.xml")),
        "word/theme/theme1.xml": theme(),
    }
    with zipfile.ZipFile(TEMPLATE) as given:
        parts = {name: given.read(name) for name in given.namelist()} | added
    _insert(parts, "_rels/.rels", "</Relationships>", "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>' for key, kind, target in (
            ("rId11", "http://schemas.microsoft.com/office/2020/02/relationships/classificationlabels",
             "docMetadata/LabelInfo.xml"),
            ("rId12", f"{OFFICE}/custom-properties", "docProps/custom.xml"),
            ("rId13", f"{OFFICE}/extended-properties", "docProps/app.xml"),
        )))  # fmt: skip
    _insert(parts, "word/_rels/document.xml.rels", "</Relationships>",
            f'<Relationship Id="rId31" Type="{OFFICE}/theme" Target="theme/theme1.xml"/>'
            f'<Relationship Id="rId32" Type="{OFFICE}/customXml" Target="../customXml/item1.xml"/>')  # fmt: skip
    office = "application/vnd.openxmlformats-officedocument"
    _insert(parts, "[Content_Types].xml", "</Types>", "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in (
            ("docMetadata/LabelInfo.xml", "application/vnd.ms-office.classificationlabels+xml"),
            ("docProps/custom.xml", f"{office}.custom-properties+xml"),
            ("docProps/app.xml", f"{office}.extended-properties+xml"),
            ("customXml/itemProps1.xml", f"{office}.customXmlProperties+xml"),
            ("word/theme/theme1.xml", f"{office}.theme+xml"),
        )))  # fmt: skip
    _insert(parts, "docProps/core.xml", "</cp:coreProperties>", CORE)
    for was, now in changes.items():
        parts = {name: content.replace(was.encode(), now.encode()) for name, content in parts.items()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return path


def _relations(*links: tuple[str, str, str]) -> bytes:
    inside = "".join(f'<Relationship Id="{key}" Type="{kind}" Target="{to}"/>' for key, kind, to in links)
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'.encode()


def _insert(parts: dict[str, bytes], name: str, before: str, more: str) -> None:
    assert parts[name].count(before.encode()) == 1
    parts[name] = parts[name].replace(before.encode(), more.encode() + before.encode())


def overrides(package: WordPackage) -> dict[str, str]:
    """The content type of each part that states one."""
    listed = parse_xml(package.parts["[Content_Types].xml"])
    return {each.get("PartName", ""): each.get("ContentType", "") for each in listed if each.get("PartName")}


CARRIED = ("docMetadata/LabelInfo.xml", "docProps/custom.xml", "docProps/app.xml", "customXml/item1.xml",
           "customXml/itemProps1.xml", "customXml/_rels/item1.xml.rels", "word/theme/theme1.xml")  # fmt: skip


@pytest.mark.parametrize("version", ["full", "public"])
def test_both_versions_keep_to_the_byte_what_the_force_put_into_the_template(tmp_path: Path, version: str) -> None:
    template = labelled_template(tmp_path / "t.docx")
    to = write_document(make_figures(tmp_path), template=template, to=tmp_path / "out" / "p.docx", version=version)
    before, after = open_word(template), open_word(to)
    assert {name: after.parts[name] for name in CARRIED} == {name: before.parts[name] for name in CARRIED}
    for part in ("", "word/document.xml", "customXml/item1.xml"):
        kept = {(one.kind, one.target) for one in before.relations(part) if one.target in CARRIED}
        assert kept and kept <= {(one.kind, one.target) for one in after.relations(part)}
    listed = overrides(after)
    assert {f"/{name}" for name in CARRIED if f"/{name}" in overrides(before)} <= set(listed)
    assert listed["/docMetadata/LabelInfo.xml"] == "application/vnd.ms-office.classificationlabels+xml"


@pytest.mark.parametrize("version", ["full", "public"])
def test_properties_that_say_nothing_of_the_paper_are_the_templates(tmp_path: Path, version: str) -> None:
    template = labelled_template(tmp_path / "t.docx")
    to = write_document(make_figures(tmp_path), template=template, to=tmp_path / "out" / "p.docx", version=version)
    core: Any = docx.Document(str(to)).core_properties
    assert (core.category, core.content_status, core.keywords, core.comments) == (
        "Committee papers", "Final", "HMICFRS", "Force template 4",
    )  # fmt: skip
    assert (core.author, core.language) == ("Westmarch Police", "en-GB")
    assert core.title.endswith("31 March 2022")


@pytest.mark.parametrize(("version", "marking"), [("full", "OFFICIAL-SENSITIVE"), ("public", "OFFICIAL")])
def test_every_header_and_footer_bears_the_marking_of_its_version(tmp_path: Path, version: str, marking: str) -> None:
    template = labelled_template(tmp_path / "t.docx")
    to = write_document(make_figures(tmp_path), template=template, to=tmp_path / "out" / "p.docx", version=version)
    package = open_word(to)
    parts = package.related(package.document, "header", "footer")
    assert len(parts) == 2
    for part in parts:
        said = words_of(parse_xml(package.parts[part]))
        assert marking in said
        assert ("OFFICIAL-SENSITIVE" in said) is (version == "full")


@pytest.mark.validator
@pytest.mark.parametrize("version", ["full", "public"])
def test_a_labelled_document_is_valid(tmp_path: Path, version: str) -> None:
    template = labelled_template(tmp_path / "t.docx")
    to = write_document(make_figures(tmp_path), template=template, to=tmp_path / "out" / "p.docx", version=version)
    assert validator_errors(to) == []


@pytest.mark.parametrize(
    "place", ["Seven years", "Official</vt", "Force.dotx", "Committee papers"],
    ids=["custom XML", "label", "properties", "category"],
)  # fmt: skip
def test_a_name_in_what_is_carried_over_stops_the_public_version(tmp_path: Path, place: str) -> None:
    template = labelled_template(tmp_path / "t.docx", **{place: f"Mary Oduya {place}"})
    figures = make_figures(tmp_path)
    with pytest.raises(TemplateUnusable, match="would hold Mary Oduya"):
        write_document(figures, template=template, to=tmp_path / "out" / "p.docx", version="public")
    assert write_document(figures, template=template, to=tmp_path / "out" / "p.docx").exists()


OFFICE_2011 = "http://schemas.microsoft.com/office/2011/relationships/people"
PEOPLE = (
    '<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:person w15:author="Mary Oduya"/>'
    "</w15:people>"
)
UNSEEN = {
    "a field": '<w:p><w:r><w:instrText>HYPERLINK "https://force.example/?to=Mary </w:instrText></w:r>'
    '<w:r><w:instrText>Oduya"</w:instrText></w:r></w:p>',
    "a short field": '<w:p><w:fldSimple w:instr="HYPERLINK &quot;Mary Oduya&quot;"/></w:p>',
    "a link's tip": p("x").replace("<w:r>", '<w:hyperlink w:anchor="a" w:tooltip="Mary Oduya"><w:r>').replace("</w:r>", "</w:r></w:hyperlink>"),
    "a content control": '<w:sdt><w:sdtPr><w:alias w:val="Mary Oduya"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>',
    "a form field": '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:helpText w:val="Ask Mary Oduya"/></w:ffData>'
    "</w:fldChar></w:r></w:p>",
    "a watermark": '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="Mary Oduya"/>'
    "</v:shape></w:pict></w:r></w:p>",
}  # fmt: skip


@pytest.mark.parametrize("place", UNSEEN)
def test_a_name_where_no_reader_of_the_page_sees_it_stops_the_public_version(tmp_path: Path, place: str) -> None:
    template = make_word(tmp_path / "t.docx", "{{ report_title }}", UNSEEN[place])
    figures = make_figures(tmp_path)
    with pytest.raises(TemplateUnusable, match="would hold Mary Oduya"):
        write_document(figures, template=template, to=tmp_path / "out" / "p.docx", version="public")
    assert not (tmp_path / "out" / "p.docx").exists()


def test_what_a_person_deleted_and_who_it_was_are_looked_at_before_a_paper_is_sent(tmp_path: Path) -> None:
    deleted = '<w:p><w:del w:id="1"><w:r><w:delText>of Bryn </w:delText></w:r><w:r><w:delText>Hale</w:delText></w:r></w:del></w:p>'
    people = (("rId9", OFFICE_2011, "people.xml"),)
    paper = make_word(tmp_path / "p public.docx", deleted, more={"word/people.xml": PEOPLE}, links=people)
    assert {"of Bryn Hale", "Mary Oduya"} <= set(all_words(open_word(paper)))
