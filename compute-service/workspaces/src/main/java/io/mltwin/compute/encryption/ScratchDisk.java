package io.mltwin.compute.encryption;

/** Whether the scratch disks of a cluster's nodes are encrypted. */
public enum ScratchDisk {
    /** Not encrypted, as in every workspace without {@code hbi_workspace}. */
    PLAIN,
    /** The disk is encrypted with keys that the system manages. */
    ENCRYPTED,
    /** Not encrypted, although the workspace asks for it: a support ticket is needed first. */
    TICKET_REQUIRED;

    public boolean isEncrypted() {
        return this == ENCRYPTED;
    }
}
