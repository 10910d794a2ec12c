package io.mltwin.identity;

import io.mltwin.platform.Addresses;
import jakarta.inject.Singleton;

/** The issuers this service signs for; Azure AD's differ by endpoint version. */
@Singleton
public record TokenIssuers(Addresses addresses) {

    /** Plays {@code https://sts.windows.net/{tenant}/}. */
    public String v1(String tenantId) {
        return addresses.login() + "/" + tenantId + "/";
    }

    /** Plays {@code https://login.microsoftonline.com/{tenant}/v2.0}. */
    public String v2(String tenantId) {
        return addresses.login() + "/" + tenantId + "/v2.0";
    }

    /**
     * Plays Azure AD B2C's {@code https://{name}.b2clogin.com/tfp/{tenant}/{policy}/v2.0/}. No
     * service trusts it.
     */
    public String userFlow(String tenantId, String policy) {
        return addresses.login() + "/tfp/" + tenantId + "/" + policy + "/v2.0/";
    }

    /** Azure ML's token service of a region. */
    public String machineLearning(String region) {
        return addresses.login() + "/aml/" + region;
    }
}
