package io.mltwin.compute.execution;

import io.mltwin.node.job.JobBody;
import io.mltwin.node.job.JobBody.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gives a script on Databricks Azure ML's values as run parameters, {@code --AZUREML_RUN_ID r1},
 * where other targets have variables. A command of a job has them as variables.
 */
final class RunParameters {

    private static final String PREFIX = "AZUREML_";

    private RunParameters() {}

    static JobBody of(JobBody job) {
        Command command = job.command();
        if (command.script() == null) {
            return job;
        }
        Map<String, String> variables = new TreeMap<>();
        List<String> arguments = new ArrayList<>(command.arguments());
        new TreeMap<>(job.environmentVariables()).forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                arguments.add("--" + name);
                arguments.add(value);
            } else {
                variables.put(name, value);
            }
        });
        return job.withEnvironmentVariables(variables)
                .withCommand(new Command(command.interpreter(), command.script(), arguments, command.classPath()));
    }
}
