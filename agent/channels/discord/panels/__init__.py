"""What moderators press: panels as data; nothing of them is kept, so they outlive a restart."""
