package io.mltwin.scoring;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.util.Optional;

/** The settings of registries, of the images that are built for them, and of their scans. */
@ConfigMapping(prefix = "mltwin")
public interface RegistryConfig {

    /** Returns the JDK that scans of images run on; by default the service's own. */
    @WithName("java-home")
    Optional<Path> javaHome();

    /**
     * The base of web services' images: {@code NAME} or {@code docker://NAME} (an image of Docker
     * on this machine), {@code registry://HOST/NAME}, {@code tar:///PATH} (a file of {@code docker
     * save}) or {@code none}.
     */
    @WithName("images.base")
    @WithDefault("mltwin/inference")
    String imagesBase();
}
