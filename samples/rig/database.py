"""Simulated database: `sleep MS` answers after MS; `hot MS` waits in line for one row, so its own load slows it."""
import asyncio

HOST, PORT = "127.0.0.1", 8002


async def main():
    hot_row = asyncio.Lock()

    async def serve(reader, writer):
        while line := await reader.readline():
            kind, ms = line.split()
            if kind == b"hot":
                async with hot_row:
                    await asyncio.sleep(float(ms) / 1e3)
            else:
                await asyncio.sleep(float(ms) / 1e3)
            writer.write(b"row\n")
        writer.close()

    server = await asyncio.start_server(serve, HOST, PORT, backlog=256)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
