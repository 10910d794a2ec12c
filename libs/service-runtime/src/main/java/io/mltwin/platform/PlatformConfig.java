package io.mltwin.platform;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;

/** The settings that the launcher gives a service, in {@code service.properties} of its private folder. */
@ConfigMapping(prefix = "mltwin")
public interface PlatformConfig {

    /** Which of the six this process is, such as {@code identity}. */
    String service();

    /** Domain under which all host names lie. */
    @WithDefault("mltwin.localhost")
    String base();

    /** Ports are counted from here: identity is one above. */
    @WithName("port-base")
    @WithDefault("8440")
    int portBase();

    /** This service's own port. */
    int port();

    /** Address to listen on. */
    @WithDefault("127.0.0.1")
    String bind();

    /** Public trust material: {@code ca.pem}, {@code principals.json}. */
    @WithName("trust-dir")
    Path trustDir();

    /** This service's keys and passwords; readable by nobody else. */
    @WithName("private-dir")
    Path privateDir();

    /** This service's own files. */
    @WithName("data-dir")
    Path dataDir();
}
