"""Starts ministack with what our end-to-end test needs of it.

Pinned: each correction states the text that it replaces, and the start fails where ministack's source has another.
PORT is the gateway's port; AWS_ENDPOINT_URL is where functions find "AWS": the proxy that asks IAM.
"""

import inspect
import os
import signal
import sys
import threading
import time
from importlib.metadata import version

VERSION = "1.5.33"
DIED = {"Worker process died": "Runtime.ExitError"}
ENDED = "execution is {}: nothing new starts in it"

if version("ministack") != VERSION:
    sys.exit(f"emulator.py corrects ministack {VERSION}, not {version('ministack')}; read its corrections anew before another version")

os.environ["GATEWAY_PORT"] = os.environ["PORT"]

from ministack.app import main  # noqa: E402  (ministack reads its environment while it is imported)
from ministack.core import lambda_runtime  # noqa: E402
from ministack.services import eventbridge, lambda_svc, sqs  # noqa: E402
from ministack.services import stepfunctions as sfn  # noqa: E402


def replaced(source, old, new):
    if source.count(old) != 1:
        sys.exit(f"ministack {VERSION} should have once, but has {source.count(old)} times: {old!r}")
    return source.replace(old, new)


def rewrite(module, name, *pairs):
    """Compiles a function of a module anew, with some of its text replaced."""
    source = inspect.getsource(getattr(module, name))
    for old, new in pairs:
        source = replaced(source, old, new)
    exec(compile(source, f"<corrected {name}>", "exec"), module.__dict__)


def keep_error_names():
    """Errors arrive with their names: a handler's own, and Lambda's for a process that ended. No Retry or Catch names Runtime.HandlerError."""
    failed = 'status: "error", error: String(err.message || err), trace: err.stack || ""'
    script = lambda_runtime._NODEJS_WORKER_SCRIPT
    lambda_runtime._NODEJS_WORKER_SCRIPT = replaced(script, failed, failed + ', errorType: err.name || "Error"')
    rewrite(
        lambda_svc,
        "_execute_function_warm",
        ('error_type = "Runtime.HandlerError"', f"error_type = result.get('errorType') or {DIED}.get(error_msg, 'Runtime.HandlerError')"),
        (
            '"errorType": error_type,\n',
            '"errorType": error_type, "trace": (result.get("trace") or "").split("\\n"),\n',
        ),
    )


def accept_events_of_aws():
    """PutEvents takes `aws.*` sources: the test plays GuardDuty and CloudTrail, as no caller of AWS may."""
    put = eventbridge._put_events
    eventbridge._put_events = lambda data, allow_aws_source=True: put(data, True)


def let_runtime_errors_pass():
    """States.ALL and States.TaskFailed catch neither States.Runtime nor States.DataLimitExceeded."""
    matches = sfn._error_matches
    only_by_name = ("States.Runtime", "States.DataLimitExceeded")
    sfn._error_matches = lambda named, error: error in named if error in only_by_name else matches(named, error)


def end_executions():
    """TimeoutSeconds of the machine ends a run as TIMED_OUT, with its event; and nothing starts in a run that has ended."""
    rewrite(
        sfn,
        "_emit_execution_status_event",
        ("redrivable = failed", 'redrivable = status in ("FAILED", "TIMED_OUT", "ABORTED")'),
    )
    fail, run = sfn._fail_execution, sfn._run_execution
    sfn._fail_execution = lambda execution, *why: fail(execution, *why) if execution["status"] == "RUNNING" else None
    sfn._run_execution = lambda arn: run_in_time(run, arn)
    for kind in ("_execute_task", "_execute_parallel", "_execute_map"):
        setattr(sfn, kind, only_while_running(getattr(sfn, kind)))


def run_in_time(run, arn):
    execution = sfn._executions.get(arn)
    definition = sfn.json.loads(sfn._state_machines[execution["stateMachineArn"]]["definition"])
    context = sfn.contextvars.copy_context()
    timer = threading.Timer(definition.get("TimeoutSeconds", 99_999_999), context.run, (time_out, execution))
    timer.daemon = True
    timer.start()
    try:
        run(arn)
    finally:
        timer.cancel()


def time_out(execution):
    if execution["status"] != "RUNNING":
        return
    execution.update(status="TIMED_OUT", stopDate=sfn.now_iso(), error="States.Timeout")
    sfn._add_event(execution, "ExecutionTimedOut", {"executionTimedOutEventDetails": {"error": "States.Timeout"}})
    sfn._emit_execution_status_event(execution)


def only_while_running(step):
    def guarded(state, raw_input, execution, context):
        if execution["status"] != "RUNNING":
            raise sfn._ExecutionError("States.Runtime", ENDED.format(execution["status"]))
        return step(state, raw_input, execution, context)

    return guarded


def shorten_waits_of_queues():
    """A message that was hidden comes back on the same clock as executions that wait: SFN_WAIT_SCALE is for both."""
    waits = 'vt = int(e.get("VisibilityTimeout", 30))'
    rewrite(sqs, "_act_change_visibility_batch", (waits, f"{waits} * {sfn._SFN_WAIT_SCALE}"))
    sqs._HANDLERS["ChangeMessageVisibilityBatch"] = sqs._act_change_visibility_batch


def tell_functions_apart():
    """Each function signs with its name as its access key, and queues live at the proxy, which the SDK follows: so the proxy knows who asks."""
    lambda_runtime.execution_credentials = lambda config: {
        "AWS_ACCESS_KEY_ID": config["FunctionName"],
        "AWS_SECRET_ACCESS_KEY": "of-this-machine-only",
        "AWS_SESSION_TOKEN": "of-this-machine-only",
    }
    sqs.DEFAULT_HOST, sqs.DEFAULT_PORT = os.environ["AWS_ENDPOINT_URL"].removeprefix("http://").split(":")


def end_with_parent():
    """Nothing is left of a test that was killed: neither this process nor the functions, which are in its group."""
    parent = os.getppid()

    def watch():
        while os.getppid() == parent:
            time.sleep(1)
        os.killpg(os.getpgid(0), signal.SIGKILL)

    threading.Thread(target=watch, daemon=True).start()


end_with_parent()
keep_error_names()
accept_events_of_aws()
let_runtime_errors_pass()
end_executions()
shorten_waits_of_queues()
tell_functions_apart()

if __name__ == "__main__":
    sys.exit(main())
