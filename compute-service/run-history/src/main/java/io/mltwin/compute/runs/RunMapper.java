package io.mltwin.compute.runs;

/** Between rows and bodies of runs. */
final class RunMapper {

    private RunMapper() {}

    static RunBody body(RunEntity run, RunContent content) {
        return body(run, content, null);
    }

    /**
     * @param token null except in the first answer to who created the run
     */
    static RunBody body(RunEntity run, RunContent content, RunToken token) {
        return new RunBody(
                run.runNumber,
                run.runId,
                run.runUuid.toString(),
                run.rootRunId,
                run.parentRunId,
                run.experimentId.toString(),
                run.status.name(),
                run.created,
                run.started,
                run.ended,
                run.modified,
                content.createdBy(),
                content.lastModifiedBy(),
                content.createdBy() == null ? null : content.createdBy().userObjectId(),
                token == null ? null : token.value(),
                run.tokenExpires,
                content.error(),
                content.warnings(),
                run.revision,
                run.statusRevision,
                "dcid." + run.runId,
                run.name,
                run.displayName,
                content.description(),
                run.hidden,
                run.runType,
                run.target,
                run.scriptName,
                content.tags(),
                content.properties(),
                content.parameters(),
                content.runDefinition(),
                content.createdFrom(),
                content.inputDatasets(),
                content.outputDatasets(),
                content.cancelUri(),
                content.diagnosticsUri(),
                null);
    }

    /**
     * The clear fields of a change.
     *
     * @param withTimes false for a target's call-back: its wall clock is not the platform's
     */
    static void apply(CreateRunRequest change, RunEntity run, boolean withTimes) {
        run.name = change.name() == null ? run.name : change.name();
        run.displayName = change.displayName() == null ? run.displayName : change.displayName();
        run.hidden = change.hidden() == null ? run.hidden : change.hidden();
        if (withTimes) {
            run.started = change.startTimeUtc() == null ? run.started : change.startTimeUtc();
            run.ended = change.endTimeUtc() == null ? run.ended : change.endTimeUtc();
        }
    }
}
