package io.mltwin.eventrelay;

/** When an event counts as kept. */
public enum Durability {
    /**
     * The operating system has it: a killed process loses no event, a machine without power may.
     */
    OPERATING_SYSTEM,
    /** The disk has it: nothing loses it. */
    DISK
}
