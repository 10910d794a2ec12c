package io.mltwin.workspace.storage.accounts;

/**
 * How long an account keeps what is deleted ("Soft delete for blobs", "Soft delete for
 * containers").
 *
 * @param blobDays 1 to 365, null: blobs are deleted at once
 * @param containerDays the same for containers
 * @param allowsPermanentDelete whether snapshots and versions that are kept may be deleted for good
 */
public record SoftDelete(Integer blobDays, Integer containerDays, boolean allowsPermanentDelete) {

    /** As a new account has it. */
    public static final SoftDelete NONE = new SoftDelete(null, null);

    public SoftDelete(Integer blobDays, Integer containerDays) {
        this(blobDays, containerDays, false);
    }

    private static final int LONGEST = 365;

    public boolean keepsBlobs() {
        return blobDays != null;
    }

    public boolean keepsContainers() {
        return containerDays != null;
    }

    /** True for a number of days that a policy can have. */
    public static boolean isRetention(int days) {
        return days >= 1 && days <= LONGEST;
    }
}
