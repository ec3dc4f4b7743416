"""Who waits for bytes that are arriving, and for how long."""

import asyncio

from acceptance_platform.upload_turns import UploadTurns


async def _settle():
    """Every task that can go on has gone on."""
    for _ in range(20):
        await asyncio.sleep(0)


def test_it_is_quiet_when_the_last_request_for_any_of_them_has_ended():
    async def told():
        turns = UploadTurns()
        with turns.arriving("other"):
            with turns.arriving("a"):
                with turns.arriving("b"), turns.arriving("a"):
                    waiting = asyncio.create_task(turns.quiet(["a", "b"], 60.0))
                    await _settle()
                    seen = [waiting.done()]
                await _settle()
                seen.append(waiting.done())
            await _settle()
            return [*seen, waiting.done()]

    assert asyncio.run(told()) == [False, False, True]


def test_where_nothing_arrives_nobody_waits():
    async def told():
        turns = UploadTurns()
        with turns.arriving("other"):
            waiting = asyncio.create_task(turns.quiet(["a"], 60.0))
            await _settle()
            return waiting.done()

    assert asyncio.run(told())


def test_nobody_waits_for_a_line_that_says_nothing_longer_than_told():
    async def told():
        turns = UploadTurns()
        with turns.arriving("a"):
            await turns.quiet(["a"], 0.01)

    asyncio.run(asyncio.wait_for(told(), 30))


def test_a_request_that_ends_in_an_error_is_over():
    async def told():
        turns = UploadTurns()
        try:
            with turns.arriving("a"):
                raise ConnectionError
        except ConnectionError:
            await turns.quiet(["a"], 60.0)

    asyncio.run(asyncio.wait_for(told(), 30))
