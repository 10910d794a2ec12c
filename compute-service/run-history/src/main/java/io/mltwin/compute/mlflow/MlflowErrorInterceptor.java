package io.mltwin.compute.mlflow;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.mlflow.errors.MlflowErrors;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/**
 * Gives the errors of other features, such as run history's, the codes that MLflow's clients know.
 */
@Interceptor
@MlflowErrorForm
@Priority(Interceptor.Priority.APPLICATION)
class MlflowErrorInterceptor {

    @AroundInvoke
    Object translate(InvocationContext invocation) throws Exception {
        try {
            return invocation.proceed();
        } catch (AzureException fault) {
            throw MlflowErrors.translate(fault);
        }
    }
}
