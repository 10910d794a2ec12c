package io.mltwin.workspace.deployments.expressions;

/** Where in a template an expression stands: Azure allows some functions in some places only. */
public enum ExpressionLocation {
    PARAMETER_DEFAULT,
    VARIABLE,
    USER_FUNCTION,
    /** Name, condition, scope, dependencies and copy of a resource. */
    RESOURCE_HEAD,
    RESOURCE_BODY,
    OUTPUT
}
