"""What Azure ML's inference server (azureml-inference-server-http) does around an entry script in Python."""
