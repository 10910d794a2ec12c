package io.mltwin.tokencheck;

import io.mltwin.platform.Addresses;
import io.mltwin.platform.PlatformConfig;
import io.mltwin.platform.Principals;
import io.mltwin.platform.background.BackgroundWork;
import io.mltwin.platform.http.TrustedHttp;
import io.mltwin.testkit.TestPlatform;
import java.nio.file.Path;
import java.util.List;

/** A service's token check as Quarkus would put it together, with no key fetched yet. */
record Receiver(TokenCheck check, Addresses addresses, Principals principals, TestClock clock) {

    private record Settings(
            String service,
            String base,
            int portBase,
            int port,
            String bind,
            Path trustDir,
            Path privateDir,
            Path dataDir)
            implements PlatformConfig {}

    static Receiver of(TestPlatform platform, String service, OwnSigningKeys... own) {
        Path folder = platform.trust().folder().root();
        int portBase = platform.trust().ports().base();
        PlatformConfig config = new Settings(
                service,
                platform.trust().base(),
                portBase,
                portBase,
                "127.0.0.1",
                platform.trust().folder().trust(),
                folder,
                folder);
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
