package io.mltwin.identity.signin;

import java.time.Instant;
import java.util.List;

/**
 * A user who has proven to be one, as a browser session, a code and tokens tell it on.
 *
 * @param tenantId the tenant signed in to; a guest's resource tenant
 * @param objectId the user's object there
 * @param methods Azure AD's {@code amr}, such as {@code pwd} and {@code mfa}
 * @param signedInOn by the platform's clock
 */
public record SignedInUser(
        String tenantId, String objectId, List<String> methods, Instant signedInOn) {}
