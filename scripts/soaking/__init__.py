"""What the soak is made of: the seam, a register, a colleague who saves while we do, kills and faults."""
