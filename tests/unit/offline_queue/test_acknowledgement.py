import jwt
import pytest
from queue_kit import hand_in, make_keys, manifest_in

from domain.failures import Failure, FailureCode
from offline_queue.acknowledgement import verified_acknowledgement

OTHER_ID = "01900000-0000-7000-8000-000000000000"


@pytest.fixture
def manifest(outbox, store):
    return manifest_in(store, hand_in(outbox, pages=3))


def test_the_platforms_signature_over_every_object_is_accepted(manifest, keys):
    claims = verified_acknowledgement(keys.acknowledge(manifest), manifest, (keys.verification,))
    assert claims.objects == tuple(item.digest for item in manifest.objects)


TAMPERED = {
    "another case": {"case_id": OTHER_ID},
    "another submission": {"submission_id": OTHER_ID},
    "another issuer": {"iss": "somebody"},
    "no official number": {"official_no": ""},
    "no objects": {"objects": []},
    "no time": {"received_at": "soon"},
}


@pytest.mark.parametrize("changed", TAMPERED.values(), ids=TAMPERED)
def test_other_claims_are_refused(manifest, keys, changed):
    refuse(keys.acknowledge(manifest, **changed), manifest, keys)


@pytest.mark.parametrize("change", ["missing", "extra", "order", "twice", "other"])
def test_other_objects_are_refused(manifest, keys, change):
    digests = [item.digest for item in manifest.objects]
    objects = {
        "missing": digests[:-1],
        "extra": [*digests, "0" * 64],
        "order": [digests[1], digests[0], *digests[2:]],
        "twice": [*digests[:-1], digests[0]],
        "other": [*digests[:-1], "f" * 64],
    }[change]
    refuse(keys.acknowledge(manifest, objects=objects), manifest, keys)


def test_another_signer_is_refused(manifest, keys):
    refuse(make_keys().acknowledge(manifest), manifest, keys)


def test_an_unknown_key_is_refused(manifest, keys):
    refuse(keys.sign({"iss": "onewindow-platform"}, key_id="sign-2"), manifest, keys)


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_another_algorithm_is_refused(manifest, keys, algorithm):
    claims = jwt.decode(keys.acknowledge(manifest), options={"verify_signature": False})
    key = None if algorithm == "none" else keys.verification.public_key.encode()
    refuse(jwt.encode(claims, key, algorithm=algorithm, headers={"kid": "sign-1"}), manifest, keys)


def test_every_single_changed_character_is_refused(manifest, keys):
    token = keys.acknowledge(manifest)
    accepted = []
    for at in range(0, len(token) - 1, 7):
        changed = token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :]
        try:
            verified_acknowledgement(changed, manifest, (keys.verification,))
        except Failure as failure:
            assert failure.code is FailureCode.ACKNOWLEDGEMENT_INVALID  # noqa: PT017 - in a loop
        else:
            accepted.append(at)
    assert accepted == []


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "<html>", "ü" * 50])
def test_rubbish_is_refused(manifest, keys, token):
    refuse(token, manifest, keys)


def refuse(token, manifest, keys):
    with pytest.raises(Failure) as refused:
        verified_acknowledgement(token, manifest, (keys.verification,))
    assert refused.value.code is FailureCode.ACKNOWLEDGEMENT_INVALID
