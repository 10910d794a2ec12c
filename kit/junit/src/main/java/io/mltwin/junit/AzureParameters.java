package io.mltwin.junit;

import io.mltwin.client.AzureCore;
import io.mltwin.client.Mltwin;
import io.mltwin.client.Principal;

/** Parameters of azure-core's types: loaded only for a test that has one. */
final class AzureParameters {
    private AzureParameters() {}

    static Object credential(Principal principal) {
        return AzureCore.credential(principal);
    }

    static Object httpClient(Mltwin platform) {
        return AzureCore.httpClient(platform);
    }
}
