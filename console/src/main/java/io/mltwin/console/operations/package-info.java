/**
 * The page of a long-running operation, to which each page leads that begins one. May use the calls
 * to Azure, the events of the activity log and the frame of pages. Start with {@link
 * io.mltwin.console.operations.OperationAddress}.
 */
package io.mltwin.console.operations;
