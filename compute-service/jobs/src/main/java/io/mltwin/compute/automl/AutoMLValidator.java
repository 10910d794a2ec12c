package io.mltwin.compute.automl;

import static io.mltwin.armweb.AzureException.settingNotBuiltIf;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Rules;
import io.mltwin.compute.automl.AutoMLJobBody.FoldsBody;
import io.mltwin.compute.automl.AutoMLJobBody.OutputBody;
import io.mltwin.compute.automl.AutoMLJobBody.TaskBody;
import io.mltwin.compute.automl.AutoMLPlan.AutoMLSettings;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.machinelearning.UserErrors;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** Validates an automated ML job; what its compute and data need, its command jobs validate. */
@Singleton
record AutoMLValidator(TrainingValidator training) {

    /** The output that every job has. */
    static final String BEST_MODEL = "best_model";

    static final String LEAVE_OUT = "Leave it out.";

    private static final String FEWEST_FOLDS = "is from 2";
    private static final String CUSTOM = "is Custom; Auto is of the task Forecasting alone";
    private static final String USUAL_VERBOSITY = "INFO";
    private static final Map<String, String> VERBOSITIES = Map.of(
            "notset", "NOTSET",
            "debug", "DEBUG",
            "info", "INFO",
            "warning", "WARNING",
            "error", "ERROR",
            "critical", "CRITICAL");
    private static final List<String> TABLES = List.of("mltable", "uri_file");

    private static final Rules<AutoMLJobBody> JOB = Rules.of(
                    AutoMLJobBody.class, "properties.", UserErrors::invalidProperty)
            .notBuilt("An automated ML job of a component", "componentId")
            .required("is required", "taskDetails");

    private static final Rules<TaskBody> INPUTS = rules(TaskBody.class, "")
            .required("is required: the column that is predicted", "targetColumnName")
            .and(inputs("trainingData")::check)
            .when(given -> given.validationData() != null, inputs("validationData")::check);

    private static final Rules<FoldsBody> FOLDS = rules(FoldsBody.class, "nCrossValidations.")
            .required(CUSTOM, "mode")
            .oneOf(List.of("Custom"), CUSTOM, "mode")
            .required(FEWEST_FOLDS, "value")
            .range(2, Integer.MAX_VALUE, FEWEST_FOLDS, "value");

    private static final Rules<TaskBody> VALIDATION = rules(TaskBody.class, "")
            .part("nCrossValidations", FOLDS::check)
            .fits(
                    size -> Double.parseDouble(size) > 0 && Double.parseDouble(size) < 1,
                    "is between 0.0 and 1.0, both excluded",
                    "validationDataSize")
            .refuse(
                    given -> given.validationData() != null
                            && (given.nCrossValidations() != null || given.validationDataSize() != null),
                    "validationData",
                    "excludes nCrossValidations and validationDataSize");

    private static final Rules<TaskBody> NOT_BUILT = rules(TaskBody.class, "")
            .settingNotBuilt("no model is tested after its trial", LEAVE_OUT, "testData", "testDataSize")
            .settingNotBuilt("rows have no weights", LEAVE_OUT, "weightColumnName")
            .settingNotBuiltIfAsked("rows are split at random", LEAVE_OUT, "cvSplitColumnNames")
            .settingNotBuilt("metrics are of all classes", LEAVE_OUT, "positiveLabel");

    /**
     * Returns the plan of a job.
     *
     * @throws AzureException 400 for what is wrong, 501 for what is not built
     */
    AutoMLPlan read(AutoMLJobBody body) {
        JOB.check(body);
        TaskBody given = body.taskDetails();
        AutoMLTask task = AutoMLTask.parse(given.taskType());
        INPUTS.check(given);
        VALIDATION.check(given);
        NOT_BUILT.check(given);
        requireOutputs(body.outputs());
        PrimaryMetric metric = metric(task, given.primaryMetric());
        AutoMLLimits limits = AutoMLLimits.read(given.limitSettings());
        return new AutoMLPlan(
                body,
                task,
                metric,
                limits,
                new AutoMLSettings(
                        AsciiCase.lower(task.azureName()),
                        given.targetColumnName(),
                        metric.loggedName(),
                        given.nCrossValidations() == null
                                ? null
                                : given.nCrossValidations().value(),
                        given.validationDataSize(),
                        FeaturizationValidator.featurizes(given.featurizationSettings()),
                        limits.cores(),
                        verbosity(given.logVerbosity())),
                training.pipelines(task, given.trainingSettings()));
    }

    private static PrimaryMetric metric(AutoMLTask task, String given) {
        if (given == null) {
            return task.usualMetric();
        }
        return PrimaryMetric.find(task, given)
                .orElseThrow(() -> invalid(
                        "primaryMetric",
                        "'%s' is no metric of %s; it is one of %s",
                        given,
                        task.azureName(),
                        PrimaryMetric.names(task)));
    }

    private static Rules<TaskBody> inputs(String field) {
        return rules(TaskBody.class, "")
                .requiredAs(field, "is required: an input of the type mltable with a uri", field + ".uri")
                .oneOf(TABLES, "is one of " + TABLES, field + ".jobInputType")
                .settingNotBuiltBut(
                        field + ".mode",
                        "a table is read in the run's own folder",
                        "Give ReadOnlyMount or Download.",
                        "ReadOnlyMount",
                        "Download");
    }

    /** Begins a table for a part of the task. */
    static <T> Rules<T> rules(Class<T> type, String place) {
        return Rules.of(type, path(place), UserErrors::invalidProperty);
    }

    private static void requireOutputs(Map<String, OutputBody> outputs) {
        if (outputs == null) {
            return;
        }
        outputs.forEach((name, output) -> {
            String field = "properties.outputs." + name;
            if (name.equals("default")) {
                return;
            }
            UserErrors.invalidIf(!name.equals(BEST_MODEL), field, "The job has one output: best_model.");
            settingNotBuiltIf(
                    output != null && (output.uri() != null || output.assetName() != null),
                    field,
                    "the best model stays among the artifacts of its trial",
                    "Leave uri and assetName out.");
            if (output != null && !AsciiCase.equal("mlflow_model", output.jobOutputType())) {
                throw UserErrors.invalid(field, field + ".jobOutputType is mlflow_model.");
            }
        });
    }

    private static String verbosity(String given) {
        String verbosity = given == null ? USUAL_VERBOSITY : VERBOSITIES.get(AsciiCase.lower(given));
        invalidIf(verbosity == null, "logVerbosity", "is NotSet, Debug, Info, Warning, Error or Critical");
        return verbosity;
    }

    static AzureException invalid(String field, String rule, Object... arguments) {
        return UserErrors.invalid(path(field), "%s %s.", path(field), AzureException.text(rule, arguments));
    }

    static void invalidIf(boolean wrong, String field, String rule, Object... arguments) {
        if (wrong) {
            throw invalid(field, rule, arguments);
        }
    }

    static String path(String field) {
        return "properties.taskDetails." + field;
    }
}
