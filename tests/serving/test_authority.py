"""The authority of one laptop: trusted once, good for private addresses alone."""

import stat
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509.oid import ExtendedKeyUsageOID
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from matching.serving.authority import _make_certificate, certify, fingerprint

NOW = datetime(2026, 6, 30, 8, tzinfo=UTC)
HALL = ("192.168.1.20",)


def read(file):
    return x509.load_pem_x509_certificate(file.read_bytes())


def trusts(files, host, *, at=NOW):
    """Whether a tablet that installed the authority accepts the server under a host's name."""
    import ipaddress

    try:
        subject = x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        subject = x509.DNSName(host)
    verifier = (
        PolicyBuilder()
        .store(Store([read(files.authority)]))
        .time(at)
        .build_server_verifier(subject)
    )
    try:
        verifier.verify(read(files.chain), [])
    except VerificationError:
        return False
    return True


def test_a_tablet_that_trusts_the_authority_trusts_the_server_under_its_addresses(tmp_path):
    files = certify(tmp_path, HALL, now=NOW)
    assert [trusts(files, host) for host in (*HALL, "localhost", "127.0.0.1")] == [True] * 3
    assert not trusts(files, "192.168.1.21")
    assert not trusts(files, "192.168.1.20", at=NOW + timedelta(days=398))


def test_the_authority_is_of_no_use_against_a_public_site(tmp_path):
    files = certify(tmp_path, HALL, now=NOW)
    _make_certificate(files, tmp_path / "parvis-ca.key", ["example.org", "8.8.8.8"], NOW)
    assert not trusts(files, "example.org")
    assert not trusts(files, "8.8.8.8")


def test_the_authority_vouches_for_servers_and_for_nobodys_mail(tmp_path):
    authority = read(certify(tmp_path, HALL, now=NOW).authority).extensions
    assert list(authority.get_extension_for_class(x509.ExtendedKeyUsage).value) == [
        ExtendedKeyUsageOID.SERVER_AUTH
    ]
    names = authority.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees
    assert [name.value for name in names if isinstance(name, x509.RFC822Name)] == ["parvis.invalid"]


def test_starting_again_changes_nothing_and_another_address_only_the_certificate(tmp_path):
    first = certify(tmp_path, HALL, now=NOW)
    before = (first.authority.read_bytes(), first.chain.read_bytes())
    again = certify(tmp_path, HALL, now=NOW + timedelta(days=200))
    assert (again.authority.read_bytes(), again.chain.read_bytes()) == before
    moved = certify(tmp_path, ("10.0.0.5",), now=NOW + timedelta(days=200))
    assert moved.authority.read_bytes() == before[0]
    assert trusts(moved, "10.0.0.5", at=NOW + timedelta(days=200))
    assert not trusts(moved, HALL[0], at=NOW + timedelta(days=200))


@pytest.mark.parametrize(("days", "kept"), [(383, [True, False]), (812, [False, False])])
def test_what_is_about_to_end_is_made_again(tmp_path, days, kept):
    files = certify(tmp_path, HALL, now=NOW)
    before = [read(file) for file in (files.authority, files.chain)]
    certify(tmp_path, HALL, now=NOW + timedelta(days=days))
    after = [read(file) for file in (files.authority, files.chain)]
    assert [mine == other for mine, other in zip(before, after, strict=True)] == kept


def test_keys_are_readable_by_their_owner_alone_and_belong_to_the_certificates(tmp_path):
    files = certify(tmp_path / "https", HALL, now=NOW)
    keys = (files.key, tmp_path / "https" / "parvis-ca.key")
    assert [stat.S_IMODE(key.stat().st_mode) for key in keys] == [0o600, 0o600]
    assert stat.S_IMODE((tmp_path / "https").stat().st_mode) == 0o700
    for key, file in zip(keys, (files.chain, files.authority), strict=True):
        assert load_pem_private_key(key.read_bytes(), None).public_key() == read(file).public_key()
    assert len(fingerprint(files.authority).split(":")) == 32
