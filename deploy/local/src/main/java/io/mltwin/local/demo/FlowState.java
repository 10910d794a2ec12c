package io.mltwin.local.demo;

/** The state that one flow leaves for the next. */
public final class FlowState {
    final String region;
    final String resourceGroupId;
    final String workspaceName;
    final String experiment = "breast-cancer";

    String appId;
    String containerRegistryId;
    String storageAccount;
    String snapshotId;
    String runId;
    private String toldRun;
    double accuracy;
    String serviceUri;

    /**
     * @param resourceGroupId an existing resource group
     * @param workspaceName the workspace to create in it
     */
    public FlowState(String region, String resourceGroupId, String workspaceName) {
        this.region = region;
        this.resourceGroupId = resourceGroupId;
        this.workspaceName = workspaceName;
    }

    /** Returns the run whose own calls belong to the story of the flow that just ended; once. */
    String takeUntoldRun() {
        String run = runId == null || runId.equals(toldRun) ? null : runId;
        toldRun = runId;
        return run;
    }

    public String workspaceId() {
        return resourceGroupId + Azure.ML + workspaceName;
    }

    public String snapshotId() {
        return snapshotId;
    }

    public String runId() {
        return runId;
    }

    /** Held-out accuracy as read back from run history. */
    public double accuracy() {
        return accuracy;
    }

    public String serviceUri() {
        return serviceUri;
    }

    public String appId() {
        return appId;
    }

    /** ARM id of the workspace's registry. */
    public String containerRegistryId() {
        return containerRegistryId;
    }

    public String storageAccount() {
        return storageAccount;
    }
}
