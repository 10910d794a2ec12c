package io.mltwin.testkit;

import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.layout.Ports;
import io.mltwin.platform.PlatformConfig;
import java.nio.file.Path;

/** The settings of a service as the launcher gives them. */
public record TestSettings(
        String service, String base, int portBase, int port, String bind, Path trustDir, Path privateDir, Path dataDir)
        implements PlatformConfig {

    /** Returns a service's settings under the default names and ports, without folders. */
    public static TestSettings of(String service) {
        Ports ports = new Ports(Ports.DEFAULT_BASE);
        int port = ports.of(PlatformService.of(service));
        return new TestSettings(service, PlatformSettings.DEFAULT_BASE, ports.base(), port, null, null, null, null);
    }

    /** Returns those of a service that has a test's trust material and calls its peers. */
    public static TestSettings of(String service, TestTrust trust) {
        int base = trust.ports().base();
        return new TestSettings(
                service,
                trust.base(),
                base,
                base,
                "127.0.0.1",
                trust.folder().trust(),
                trust.folder().privateOf(service),
                trust.folder().root());
    }
}
