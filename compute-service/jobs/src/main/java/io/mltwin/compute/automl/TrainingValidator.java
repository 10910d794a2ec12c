package io.mltwin.compute.automl;

import static io.mltwin.armweb.AzureException.settingNotBuilt;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.automl.AutoMLJobBody.TrainingBody;
import io.mltwin.encoding.AsciiCase;
import jakarta.inject.Singleton;
import java.util.List;

/** Validates {@code trainingSettings}: which algorithms are tried. */
@Singleton
class TrainingValidator {

    private static final String FIELD = "trainingSettings.";

    private final Learners learners;

    TrainingValidator(Learners learners) {
        this.learners = learners;
    }

    /**
     * Returns the pipelines that may be tried.
     *
     * @throws AzureException 400 for what is wrong, 501 for what is not built
     */
    List<TrialPipeline> pipelines(AutoMLTask task, TrainingBody given) {
        TrainingBody training = given == null ? TrainingBody.NONE : given;
        refuseUnbuilt(training);
        String field = FIELD + "allowedTrainingAlgorithms";
        List<String> allowed = names(task, field, training.allowedTrainingAlgorithms());
        List<String> blocked = names(task, FIELD + "blockedTrainingAlgorithms", training.blockedTrainingAlgorithms());
        for (String algorithm : allowed) {
            if (learners.unbuilt(task).contains(algorithm)) {
                throw settingNotBuilt(
                        AutoMLValidator.path(field),
                        "there is no learner for " + algorithm,
                        "There is one for " + learners.algorithms(task) + ".");
            }
        }
        List<String> tried = learners.algorithms(task).stream()
                .filter(algorithm -> allowed.isEmpty() || allowed.contains(algorithm))
                .filter(algorithm -> !blocked.contains(algorithm))
                .toList();
        AutoMLValidator.invalidIf(tried.isEmpty(), FIELD + "blockedTrainingAlgorithms", "leaves no algorithm to try");
        return learners.pipelines(task, tried);
    }

    /** Returns the algorithms as Azure spells them. */
    private List<String> names(AutoMLTask task, String field, List<String> given) {
        return given == null
                ? List.of()
                : given.stream().map(name -> name(task, field, name)).toList();
    }

    private String name(AutoMLTask task, String field, String given) {
        return List.of(learners.algorithms(task), learners.unbuilt(task)).stream()
                .flatMap(List::stream)
                .filter(AsciiCase.equalTo(given))
                .findFirst()
                .orElseThrow(() -> AutoMLValidator.invalid(
                        field, "names '%s', which is no algorithm of %s", given, task.azureName()));
    }

    private static void refuseUnbuilt(TrainingBody training) {
        refuse("enableDnnTraining", training.enableDnnTraining(), "there are no deep learners");
        refuse("enableOnnxCompatibleModels", training.enableOnnxCompatibleModels(), "models are scikit-learn's");
        String alone = "each trial trains one pipeline";
        refuse("enableStackEnsemble", training.enableStackEnsemble(), alone);
        refuse("enableVoteEnsemble", training.enableVoteEnsemble(), alone);
        boolean hasStack = training.stackEnsembleSettings() != null
                && !training.stackEnsembleSettings().isNull();
        refuse("stackEnsembleSettings", hasStack, alone);
        boolean hasDownload = training.ensembleModelDownloadTimeout() != null;
        refuse("ensembleModelDownloadTimeout", hasDownload, alone);
        boolean isDistributed = AsciiCase.equal("Distributed", training.trainingMode());
        refuse("trainingMode", isDistributed, "a trial runs on one node");
    }

    private static void refuse(String field, Boolean isGiven, String why) {
        AutoMLValidator.refuse(FIELD + field, Boolean.TRUE.equals(isGiven), why);
    }
}
