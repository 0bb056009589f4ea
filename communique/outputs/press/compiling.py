"""How Jinja compiles and fills templates here: the same text as Jinja's own way, sooner."""

from collections.abc import Callable, Mapping, MutableMapping
from types import BuiltinMethodType, FunctionType, MethodType
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import BlockReference, Context, new_context
from jinja2.utils import missing
from markupsafe import Markup, escape

COMPILED = "3"
"""The version of this way of compiling: compiled templates are kept in CACHE_PATH."""


def escape_value(value: object) -> str:
    """Escape what a template prints; what has nothing to escape is not copied into a Markup."""
    # Five looks for a sign are sooner than a pattern that searches for any of them.
    if type(value) is Markup or (
        type(value) is str
        and not ("<" in value or ">" in value or "&" in value or '"' in value or "'" in value)
    ):
        return value
    return escape(value)


class _CodeGenerator(CodeGenerator):
    """Jinja's, whose templates escape with the environment's function.

    Jinja's generators yield each text and each value by itself, through each template and block
    around it. Here what stands between two tags is yielded as one text, and so is an include.
    """

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write the texts and values between two tags."""
        plain = self.environment.finalize is None and not frame.eval_ctx.volatile
        if frame.buffer or frame.require_output_check or not (plain and frame.eval_ctx.autoescape):
            super().visit_Output(node, frame)
            return
        self.writeline("yield concat((", node)
        for child in node.nodes:
            self.newline(child)
            if isinstance(child, nodes.TemplateData):
                self.write(repr(child.data))
            else:
                self.write("environment.escape(")
                self.visit(child, frame)
                self.write(")")
            self.write(", ")
        self.write("))")

    def visit_Include(self, node: nodes.Include, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write an include; one of a template that is named there, with its context, as a call."""
        name = node.template.value if isinstance(node.template, nodes.Const) else None
        if not isinstance(name, str) or node.ignore_missing or not node.with_context:
            super().visit_Include(node, frame)
            return
        call = f"context.include({name!r}, {self.dump_local_context(frame)})"
        self.simple_write(call, frame, node)


AS_THEY_ARE = (FunctionType, MethodType, BuiltinMethodType, BlockReference)
"""Types whose ``__call__`` cannot ask for the context."""


class _Context(Context):
    """Jinja's, which calls a plain function at once: most calls of a page are of those."""

    def call(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Call a function, with the context if it needs one."""
        if type(function) not in AS_THEY_ARE or hasattr(function, "jinja_pass_arg"):
            return super().call(function, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return function(*args, **kwargs)

    def include(self, name: str, local: Mapping[str, Any]) -> str:
        """Render a template with this context and the ``local`` variables of where it stands.

        Jinja copies a context of some three hundred names for it; here they are shared.
        """
        env = self.environment
        template = env.get_template(name)
        inner = _Context(env, self.parent, template.name, template.blocks)
        inner.vars = self.vars.copy()
        if local:
            inner.vars |= {name: value for name, value in local.items() if value is not missing}
        return env.concat(template.root_render_func(inner))


class TemplateEnvironment(Environment):
    """Jinja's, whose templates share the one dictionary of globals: none has any of its own."""

    code_generator_class = _CodeGenerator
    context_class = _Context
    escape = staticmethod(escape_value)

    def __init__(self, **options: Any) -> None:
        super().__init__(auto_reload=False, **options)
        self._loaded: dict[str, Template] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's name
    ) -> Template:
        """Return a template; each is kept, and found sooner than in Jinja's own cache."""
        if isinstance(name, Template) or globals:
            return super().get_template(name, parent, globals)
        found = self._loaded.get(name)
        if found is None:
            found = self._loaded[name] = super().get_template(name, parent)
        return found

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the environment's own; Jinja's mapping over it takes long to walk."""
        return super().make_globals(d) if d else self.globals


def fill(template: Template, context: dict[str, Any]) -> str:
    """Render a template with exactly this context, globals included; it is neither copied nor kept.

    ``Template.render`` copies a context of some three hundred names three times.
    """
    env = template.environment
    variables = new_context(env, template.name, template.blocks, context, shared=True)
    try:
        return env.concat(template.root_render_func(variables))
    except Exception:
        env.handle_exception()
        raise
