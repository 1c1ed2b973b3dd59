"""A certificate authority of one laptop, so that tablets of the hall may use their camera.

Browsers give a camera to secure pages alone. The authority can sign for private addresses and
nothing else, and for servers alone (RFC 5280, name constraints and extended key usage): stolen, it
is of no use against any public site, anybody's mail or any program.
"""

import ipaddress
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

PRIVATE = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "169.254.0.0/16")
_LOCAL_NAMES = ("localhost", "local")
# A constraint on one kind of name leaves the others free: this one is nobody's (RFC 2606).
_MAIL_OF_NOBODY = "parvis.invalid"
_ALWAYS = ("localhost", "127.0.0.1")
_OF_AUTHORITY = timedelta(days=825)
# Apple refuses certificates that last longer than 398 days.
_OF_CERTIFICATE = timedelta(days=397)
_RENEW = timedelta(days=14)
_BACKDATED = timedelta(days=1)  # a tablet's clock may be behind


@dataclass(frozen=True, slots=True)
class ServerCertificate:
    """Files: the chain and the key that a server needs, and what a tablet installs."""

    chain: Path
    key: Path
    authority: Path


def certify(
    folder: Path, hosts: Iterable[str], *, now: datetime | None = None
) -> ServerCertificate:
    """A certificate for these names and addresses, made again only when something has changed.

    Keys are readable by their owner alone. The authority stays the same while it is valid, so that
    a tablet trusts this laptop once.
    """
    moment = now or datetime.now(UTC)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    files = ServerCertificate(
        folder / "server.crt", folder / "server.key", folder / "parvis-ca.crt"
    )
    key_file = folder / "parvis-ca.key"
    if not _is_valid(files.authority, moment):
        _make_authority(files.authority, key_file, moment)
        files.chain.unlink(missing_ok=True)
    wanted = sorted({*hosts, *_ALWAYS})
    if not _is_valid(files.chain, moment) or _names(_read(files.chain)) != wanted:
        _make_certificate(files, key_file, wanted, moment)
    return files


def good_until(folder: Path) -> datetime | None:
    """When the certificate of a folder ends; `None` when none was made there."""
    chain = folder / "server.crt"
    return _read(chain).not_valid_after_utc if chain.exists() else None


def fingerprint(authority: Path) -> str:
    """What a careful person compares before trusting: SHA-256 in pairs of digits."""
    return _read(authority).fingerprint(hashes.SHA256()).hex(":").upper()


def _make_authority(file: Path, key_file: Path, now: datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, f"Parvis {os.urandom(3).hex()}"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Parvis, this laptop only"),
        ]
    )
    permitted: list[x509.GeneralName] = [x509.DNSName(name) for name in _LOCAL_NAMES]
    permitted += [x509.IPAddress(ipaddress.ip_network(network)) for network in PRIVATE]
    permitted.append(x509.RFC822Name(_MAIL_OF_NOBODY))
    certificate = (
        _draft(name, name, key, now, _OF_AUTHORITY)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(
            x509.NameConstraints(permitted_subtrees=permitted, excluded_subtrees=None),
            critical=True,
        )
        .sign(key, hashes.SHA256())
    )
    _write_key(key_file, key)
    _write(file, certificate.public_bytes(Encoding.PEM), mode=0o644)


def _make_certificate(
    files: ServerCertificate, key_file: Path, hosts: Sequence[str], now: datetime
) -> None:
    authority = _read(files.authority)
    signer = load_pem_private_key(key_file.read_bytes(), None)
    assert isinstance(signer, ec.EllipticCurvePrivateKey)
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Parvis")])
    issued_by = x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key())
    certificate = (
        _draft(name, authority.subject, key, now, _OF_CERTIFICATE)
        .add_extension(
            x509.SubjectAlternativeName([_general(host) for host in hosts]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(issued_by, critical=False)
        .sign(signer, hashes.SHA256())
    )
    _write_key(files.key, key)
    chain = certificate.public_bytes(Encoding.PEM) + authority.public_bytes(Encoding.PEM)
    _write(files.chain, chain, mode=0o644)


def _draft(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    now: datetime,
    lasts: timedelta,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _BACKDATED)
        .not_valid_after(now + lasts)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _general(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _names(certificate: x509.Certificate) -> list[str]:
    found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    names = found.get_values_for_type(x509.DNSName)
    return sorted([*names, *map(str, found.get_values_for_type(x509.IPAddress))])


def _is_valid(file: Path, now: datetime) -> bool:
    return file.exists() and _read(file).not_valid_after_utc > now + _RENEW


def _read(file: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(file.read_bytes())


def _write_key(file: Path, key: ec.EllipticCurvePrivateKey) -> None:
    _write(
        file,
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        mode=0o600,
    )


def _write(file: Path, content: bytes, *, mode: int) -> None:
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as opened:
        opened.write(content)
