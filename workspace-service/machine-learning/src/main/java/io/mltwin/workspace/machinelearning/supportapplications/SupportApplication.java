package io.mltwin.workspace.machinelearning.supportapplications;

/**
 * The application that helps Azure ML manage a subscription's compute in one region.
 *
 * @param objectId its service principal's, null until that is there
 */
public record SupportApplication(String applicationId, String objectId) {

    public boolean isReady() {
        return objectId != null;
    }
}
