package io.mltwin.console.tokens;

import io.mltwin.encoding.PemKeys;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.PlatformConfig;
import io.mltwin.platform.Principals;
import jakarta.inject.Singleton;
import java.security.PrivateKey;

/** The application {@code mltwin console}, which every tenant knows, and its addresses. */
@Singleton
public class ConsoleApplication {

    private static final String KEY = "console-key.pem";

    private final PlatformConfig config;
    private final Principals principals;
    private final Addresses addresses;
    private volatile PrivateKey key;

    ConsoleApplication(PlatformConfig config, Principals principals, Addresses addresses) {
        this.config = config;
        this.principals = principals;
        this.addresses = addresses;
    }

    /** Returns the application id, which is also the resource of tokens for the console itself. */
    public String id() {
        return principals.console().applicationId();
    }

    /** Returns the group whose members may administer the platform through the console. */
    public String operatorsGroupId() {
        return principals.console().operatorsGroupId();
    }

    /** Returns where Azure AD sends the browser with a code. */
    public String redirectUri() {
        return addresses.console() + "/signin/callback";
    }

    /** Returns where Azure AD sends the browser after a sign-out. */
    public String signedOutUri() {
        return addresses.console() + "/signed-out";
    }

    /** Returns the key that signs its client assertions. */
    PrivateKey key() {
        if (key == null) {
            key = PemKeys.readPrivate(config.privateDir().resolve(KEY));
        }
        return key;
    }
}
