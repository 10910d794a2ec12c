package io.mltwin.compute.automl;

import static io.mltwin.armweb.AzureException.settingNotBuilt;
import static io.mltwin.compute.automl.AutoMLValidator.LEAVE_OUT;
import static java.util.Objects.requireNonNullElse;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Rules;
import io.mltwin.compute.automl.AutoMLJobBody.TrainingBody;
import io.mltwin.compute.automl.AutoMLPlan.TrialPipeline;
import io.mltwin.encoding.AsciiCase;
import jakarta.inject.Singleton;
import java.util.List;

/** Validates {@code trainingSettings}: which algorithms are tried. */
@Singleton
record TrainingValidator(Learners learners) {

    private static final String FIELD = "trainingSettings.";

    private static final String ALONE = "each trial trains one pipeline";

    private static final Rules<TrainingBody> NOT_BUILT = AutoMLValidator.rules(TrainingBody.class, FIELD)
            .settingNotBuiltIfAsked("there are no deep learners", LEAVE_OUT, "enableDnnTraining")
            .settingNotBuiltIfAsked("models are scikit-learn's", LEAVE_OUT, "enableOnnxCompatibleModels")
            .settingNotBuiltIfAsked(ALONE, LEAVE_OUT, "enableStackEnsemble", "enableVoteEnsemble")
            .settingNotBuilt(ALONE, LEAVE_OUT, "stackEnsembleSettings", "ensembleModelDownloadTimeout")
            .settingNotBuiltFor("trainingMode", "a trial runs on one node", LEAVE_OUT, "Distributed");

    /**
     * Returns the pipelines that may be tried.
     *
     * @throws AzureException 400 for what is wrong, 501 for what is not built
     */
    List<TrialPipeline> pipelines(AutoMLTask task, TrainingBody given) {
        TrainingBody training = requireNonNullElse(given, TrainingBody.NONE);
        NOT_BUILT.check(training);
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
}
