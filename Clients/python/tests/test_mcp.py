"""`costwire mcp` against the protocol's own Python SDK, where that is installed (1.x or 2.x)."""

import asyncio
import contextlib
import importlib.util
import json
import tempfile
import unittest

from costwire._binary import find_binary

HAS_SDK = importlib.util.find_spec("mcp") is not None


def clients(database):
    """A client for each kind of the protocol that the SDK speaks."""
    from mcp import ClientSession, StdioServerParameters
    from mcp.client.stdio import stdio_client

    server = StdioServerParameters(command=find_binary(), args=["mcp", "--database", database])

    @contextlib.asynccontextmanager
    async def session():
        async with stdio_client(server) as (reading, writing), ClientSession(reading, writing) as client:
            await client.initialize()
            yield client

    if importlib.util.find_spec("mcp.client.client") is None:
        return [session()]
    from mcp.client.client import Client

    return [Client(server, mode="auto"), Client(server, mode="legacy")]


@unittest.skipUnless(HAS_SDK, "the Python SDK of the Model Context Protocol (mcp) is not installed")
class MCPTests(unittest.TestCase):
    def test_tools_progress_cancellation_and_resources(self):
        async def walk():
            with tempfile.TemporaryDirectory() as folder:
                for connecting in clients(folder + "/a.db"):
                    async with connecting as client:
                        await self.walk(client)

        asyncio.run(asyncio.wait_for(walk(), 60))

    async def walk(self, client):
        tools = [tool.name for tool in (await client.list_tools()).tools]
        self.assertIn("cost_summary", tools)
        event = {"id": "a", "model": "gpt-4o", "cost_usd": 1.25}
        await client.call_tool("usage_track", event)
        # The SDK holds each answer against the tool's schema.
        answer = await client.call_tool("cost_summary", {"days": 1})
        self.assertEqual(json.loads(answer.content[0].text)["summary"]["total_cost_usd"], 1.25)
        wrong = await client.call_tool("cost_summary", {"days": 0})
        self.assertIn("days", wrong.content[0].text)
        told = []

        async def hear(progress, total, message):
            told.append(progress)

        await client.call_tool("system_verify", {}, progress_callback=hear)
        self.assertEqual(told, sorted(set(told)))
        self.assertTrue(told)
        task = asyncio.create_task(client.call_tool("system_verify", {}))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        for resource in (await client.list_resources()).resources:
            page = await client.read_resource(resource.uri)
            self.assertTrue(page.contents[0].text)
