"""Zip and gz archives among the files of an export: what they hold, one file each."""

import gzip
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from acre_home.refusals import Refused

ENDINGS = (".zip", ".gz")
# What an archive may unpack to: so many files, so many bytes, so many times its own size.
MOST_FILES, LARGEST_BYTES, LARGEST_RATIO = 10_000, 4 << 30, 200
CHUNK = 1 << 22


def unpacked(path: Path, name: str, folder: Path) -> Iterator[tuple[str, Path]]:
    """Unpack an archive into `folder`; yield the names and paths of its files.

    A name is that of the archive with the path inside it. Raises Refused where it is
    damaged, locked, too large, or a file of it would lie outside of the folder.
    """
    if path.suffix.casefold() == ".gz":
        inner = PurePosixPath(name).with_suffix("")
        target = folder / inner.name
        _gunzip(path, target)
        yield str(inner), target
        return
    check_size(path)
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            inner = PurePosixPath(_name_of(member))
            if member.is_dir() or inner.name.startswith((".", "~$")):
                continue
            if inner.is_absolute() or ".." in inner.parts:
                raise Refused(
                    f"{path.name}: holds {inner}, a path that leads out of it; pack it"
                    " anew from a folder."
                )
            target = folder / Path(*inner.parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            _extract(path, archive, member, target)
            yield f"{name}/{inner}", target


def check_size(path: Path) -> None:
    """Raise Refused where a zip, or a workbook that is one, is damaged or too large."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except zipfile.BadZipFile as error:
        raise Refused(
            f"{path.name}: is damaged ({error}); export or download it again."
        ) from error
    size = sum(member.file_size for member in members)
    if len(members) > MOST_FILES:
        raise Refused(
            f"{path.name}: holds {len(members):,} files, more than {MOST_FILES:,}."
        )
    _check_ratio(path, size)


def _check_ratio(path: Path, size: int) -> None:
    is_huge = size > LARGEST_RATIO * max(path.stat().st_size, CHUNK)
    if size > LARGEST_BYTES or is_huge:
        raise Refused(
            f"{path.name}: unpacks to {size / (1 << 20):,.0f} MB, more than Acre reads;"
            " unpack it yourself if you trust it."
        )


def _name_of(member: zipfile.ZipInfo) -> str:
    """The name of a member; one that is not marked as UTF-8 may be GB18030."""
    is_utf8 = member.flag_bits & 0x800
    if is_utf8 or member.filename.isascii():
        return member.filename
    raw = member.filename.encode("cp437")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename


def _extract(
    path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path
) -> None:
    if member.flag_bits & 0x1:
        raise Refused(f"{path.name}: is protected by a password; pack it without one.")
    try:
        with archive.open(member) as source, target.open("wb") as out:
            shutil.copyfileobj(source, out, CHUNK)
    except (zipfile.BadZipFile, NotImplementedError, EOFError) as error:
        raise Refused(
            f"{path.name}: {member.filename} in it is damaged ({error}); export or"
            " download it again."
        ) from error


def _gunzip(path: Path, target: Path) -> None:
    size = 0
    try:
        with gzip.open(path) as source, target.open("wb") as out:
            while chunk := source.read(CHUNK):
                size += len(chunk)
                _check_ratio(path, size)
                out.write(chunk)
    except (OSError, EOFError) as error:
        raise Refused(
            f"{path.name}: is damaged ({error}); export or download it again."
        ) from error
