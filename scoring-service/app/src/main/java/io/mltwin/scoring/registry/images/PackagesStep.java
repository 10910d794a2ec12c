package io.mltwin.scoring.registry.images;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.encoding.Absence.isBlank;

import io.mltwin.armweb.AzureException;
import io.mltwin.platform.tracing.TraceContexts;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.resourceprovider.Sealed;
import io.mltwin.scoring.ScoringConfig;
import io.mltwin.scoring.operations.OperationHandler.Operation;
import io.mltwin.scoring.operations.OperationHandler.OperationPausedException;
import io.mltwin.scoring.registry.images.build.BuildLog;
import io.mltwin.scoring.registry.images.packages.EnvironmentImage;
import io.mltwin.scoring.registry.images.packages.EnvironmentImage.EnvironmentPackages;
import io.mltwin.scoring.registry.images.packages.EnvironmentImageClient;
import jakarta.inject.Singleton;
import java.time.Clock;

/**
 * The step of an image's build that waits until the packages of its environment are installed. It
 * comes before all others, since it takes minutes, in which what they find would grow old. It holds
 * no thread: the operation pauses and asks again, after a restart of the service too.
 *
 * <p>As in Azure a run of the experiment {@code prepare_image} installs the packages; a failure has
 * the code {@code ImageBuildFailure} that Azure documents for online deployments.
 */
@Singleton
record PackagesStep(EnvironmentImageClient client, ImageRepository repository, Clock clock, ScoringConfig config) {

    private static final String NAME = "packages";
    private static final String FAILURE = "ImageBuildFailure";
    private static final String LOG_OF_RUN = "logs/azureml/20_image_build_log.txt";
    private static final int LONGEST_MESSAGE = 4000;

    /**
     * Returns the image that has the packages; null where nothing is installed.
     *
     * @param asked null where the image needs none
     * @throws OperationPausedException while they are installed
     * @throws AzureException 400 with pip's own words where they could not be installed, or were
     *     not in time
     */
    EnvironmentImage await(Operation operation, ImageEntity image, EnvironmentPackages asked, BuildLog log) {
        if (asked == null) {
            return null;
        }
        EnvironmentImage found = log.step(NAME, () -> ask(operation, image, asked, log));
        if (found.status() == EnvironmentImage.Status.Building) {
            throw new OperationPausedException("the packages of the environment " + asked + " are installed");
        }
        return found.hasPackages() ? found : null;
    }

    private EnvironmentImage ask(Operation operation, ImageEntity image, EnvironmentPackages asked, BuildLog log) {
        EnvironmentImage found = order(operation, image, asked);
        switch (found.status()) {
            case Building -> {
                tell(image, "Packages of the environment " + asked + ": " + progress(found), log);
                requireInTime(image, asked, found);
            }
            case Failed ->
                throw badRequest(
                        FAILURE,
                        "The packages of the environment %s could not be installed%s: %s",
                        asked,
                        byRun(found),
                        message(found));
            default ->
                tell(
                        image,
                        found.hasPackages()
                                ? "The packages of the environment "
                                        + asked
                                        + " are there"
                                        + byRun(found)
                                        + ": "
                                        + found.repository()
                                        + "@"
                                        + found.digest()
                                : "The environment " + asked + " installs no packages",
                        log);
        }
        return found;
    }

    /** The trace of a deployment shows the first question, and not one for each second. */
    private EnvironmentImage order(Operation operation, ImageEntity image, EnvironmentPackages asked) {
        return image.packagesSince == null
                ? client.order(operation.workspace(), asked, operation.id())
                : TraceContexts.notRecorded()
                        .wrapSupplier(() -> client.order(operation.workspace(), asked, operation.id()))
                        .get();
    }

    /** Adds a line where it is another than the last, of an earlier question too. */
    private void tell(ImageEntity image, String said, BuildLog log) {
        if (said.equals(Sealed.text(image.packagesSaid))) {
            return;
        }
        log.line(said);
        image.packagesSaid = Sealed.of(said);
        if (image.packagesSince == null) {
            image.packagesSince = clock.instant();
        }
        RowTransactions.inOne(() -> {
            repository.findByIdOptional(image.id).ifPresent(row -> {
                row.packagesSince = image.packagesSince;
                row.packagesSaid = Sealed.of(said);
            });
            return null;
        });
    }

    private void requireInTime(ImageEntity image, EnvironmentPackages asked, EnvironmentImage found) {
        int longest = config.images().packagesSeconds();
        if (clock.instant().isAfter(image.packagesSince.plusSeconds(longest))) {
            throw badRequest(
                    FAILURE,
                    "The packages of the environment %s were not installed within %s seconds%s. Put the deployment again"
                            + " once the run has ended.",
                    asked,
                    longest,
                    byRun(found));
        }
    }

    private static String progress(EnvironmentImage found) {
        return isBlank(found.message()) ? "they are installed" + byRun(found) : message(found) + byRun(found);
    }

    private static String byRun(EnvironmentImage found) {
        return found.runId() == null
                ? ""
                : " (run " + found.runId() + " of prepare_image, its log is " + LOG_OF_RUN + ")";
    }

    private static String message(EnvironmentImage found) {
        String message = isBlank(found.message())
                ? "compute-service says no more"
                : found.message().strip();
        return message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) + "…" : message;
    }
}
