//! A kill at any call that changes the disk.
