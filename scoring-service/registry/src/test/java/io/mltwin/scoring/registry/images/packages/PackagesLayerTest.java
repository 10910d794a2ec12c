package io.mltwin.scoring.registry.images.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.scoring.registry.images.build.BaseImages.BaseImage;
import io.mltwin.scoring.registry.images.build.ImageConfiguration;
import io.mltwin.scoring.registry.images.build.ImageConfiguration.Settings;
import io.mltwin.scoring.registry.images.packages.PackagesLayers.PackagesLayer;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackagesLayerTest {

    private static final String HOME = "/azureml-envs/azureml_0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @CsvSource({
        "python3.13, 3.13, false",
        "python3.12, 3.13, true",
        "python3.1, 3.13, true",
        "python3.13, 3.1, true",
        "python3.12, , false",
    })
    void theBaseMustHaveThePythonOfThePackages(String folder, String ofBase, boolean isObstacle) {
        PackagesLayer packages = new PackagesLayer(null, null, HOME, HOME + "/lib/" + folder + "/site-packages");
        String version = folder.substring("python".length());

        assertThat(packages.obstacle(base(ofBase)).orElse(null))
                .isEqualTo(
                        isObstacle
                                ? "The packages are for Python "
                                        + version
                                        + ", and the base has Python "
                                        + ofBase
                                        + ": the platform serves the image, but its container"
                                        + " ends where Docker starts it. For one that Docker"
                                        + " runs, name a base with Python "
                                        + version
                                        + " in mltwin.images.base, and build a new image."
                                : null);
    }

    private static BaseImage base(String python) {
        TreeMap<String, String> labels = new TreeMap<>();
        if (python != null) {
            labels.put(PackagesLayer.LABEL_PYTHON, python);
        }
        Settings settings = new Settings(null, null, List.of(), null, null, null, labels);
        return new BaseImage(
                "mltwin/base",
                "sha256:0",
                new ImageConfiguration("amd64", "linux", null, settings, null),
                List.of(),
                false);
    }
}
