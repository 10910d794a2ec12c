package io.mltwin.workspace.machinelearning.encryption;

import static io.mltwin.workspace.machinelearning.encryption.EncryptionErrors.unfit;

import io.mltwin.armweb.Regions;
import io.mltwin.encoding.AsciiCase;

/** The vault lies in the workspace's subscription and region (COS-10, COS-11). */
final class VaultLocationValidator implements EncryptionValidator {

    @Override
    public void validate(EncryptionRequest request) {
        String subscription = request.call().id().subscriptionId();
        if (!AsciiCase.equal(subscription, request.vaultId().subscriptionId())) {
            throw unfit(request.vaultName()
                    + " lies in subscription '"
                    + request.vaultId().subscriptionId()
                    + "'; it must lie in the workspace's, '"
                    + subscription
                    + "'.");
        }
        String region = Regions.normalise(request.vault().path("location").asText(""));
        if (!region.equals(request.region())) {
            throw unfit(request.vaultName()
                    + " lies in region '"
                    + region
                    + "'; it must lie in the workspace's, '"
                    + request.region()
                    + "'.");
        }
    }
}
