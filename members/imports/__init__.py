"""Files with members or appointments: what they may say (columns), how they are read (tables), what a row would do
(members, appointments), and the work itself, which a worker does (reading, writing, undoing)."""
