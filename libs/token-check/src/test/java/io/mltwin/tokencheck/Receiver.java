package io.mltwin.tokencheck;

import io.mltwin.platform.Addresses;
import io.mltwin.platform.PlatformConfig;
import io.mltwin.platform.Principals;
import io.mltwin.platform.background.BackgroundWork;
import io.mltwin.platform.http.TrustedHttp;
import io.mltwin.testkit.TestPlatform;
import io.mltwin.testkit.TestSettings;
import io.mltwin.tokencheck.SigningKeys.OwnSigningKeys;
import java.util.List;

/** A service's token check as Quarkus would put it together, with no key fetched yet. */
record Receiver(TokenCheck check, Addresses addresses, Principals principals, TestClock clock) {

    static Receiver of(TestPlatform platform, String service, OwnSigningKeys... own) {
        PlatformConfig config = TestSettings.of(service, platform.trust());
        Principals principals = Principals.read(config.trustDir());
        Addresses addresses = new Addresses(config, principals);
        TestClock clock = new TestClock();
        SigningKeys keys = new SigningKeys(new TrustedHttp(config, new BackgroundWork()), List.of(own));
        return new Receiver(
                new TokenCheck(new Issuers(addresses), keys, clock, addresses, principals),
                addresses,
                principals,
                clock);
    }
}
