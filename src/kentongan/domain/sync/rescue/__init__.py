"""Files that carry what no network carries: a phone's outbox up, receipts and packages down."""
