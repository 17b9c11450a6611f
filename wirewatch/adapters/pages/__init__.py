"""Pages from the network: `fetching.py` asks robots.txt and fetches, politely; `page_process.py` has a worker (`page_worker.py`) take the
article out; `beside.py` does both on a thread beside the stream; `store.py` keeps the pages themselves for a while."""
