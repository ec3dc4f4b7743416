"""Who waits for bytes that are arriving, and for how long."""

import asyncio

import pytest

from acceptance_platform.upload_turns import UploadTurns


def test_it_is_quiet_when_the_last_request_for_any_of_them_has_ended():
    said = []

    async def bring(turns, digest, gate):
        with turns.arriving(digest):
            await gate.wait()
            said.append(digest)

    async def ask(turns):
        await turns.quiet(["a", "b"], 60.0)
        said.append("quiet")

    async def told():
        turns, gates = UploadTurns(), [asyncio.Event() for _ in range(3)]
        requests = [asyncio.create_task(bring(turns, *one)) for one in zip("aba", gates, strict=True)]
        waiting = asyncio.create_task(ask(turns))
        with turns.arriving("other"):
            for gate, request in zip(gates, requests, strict=True):
                gate.set()
                await request
            await asyncio.wait_for(waiting, 30)

    asyncio.run(told())
    assert said == ["a", "b", "a", "quiet"]


def test_where_nothing_arrives_nobody_waits():
    async def told():
        turns = UploadTurns()
        with turns.arriving("other"):
            await asyncio.wait_for(turns.quiet(["a"], 60.0), 30)

    asyncio.run(told())


def test_nobody_waits_for_a_line_that_says_nothing_longer_than_told():
    async def told():
        turns = UploadTurns()
        with turns.arriving("a"):
            await asyncio.wait_for(turns.quiet(["a"], 0.01), 30)

    asyncio.run(told())


def test_a_request_that_ends_in_an_error_is_over():
    async def told():
        turns = UploadTurns()
        with pytest.raises(ConnectionError), turns.arriving("a"):
            raise ConnectionError
        await asyncio.wait_for(turns.quiet(["a"], 60.0), 30)

    asyncio.run(told())
