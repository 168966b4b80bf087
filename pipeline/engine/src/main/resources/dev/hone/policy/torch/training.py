
  # Copies, since memory that the JVM lends may be taken back.
  def group_batch(self, ids: Tensor, positions: Tensor, prompt: int, completions: int, padded: Tensor, packed: Tensor, rows: Tensor, targets: Tensor) -> __torch__.GroupBatch:
    return __torch__.GroupBatch(
        torch.clone(ids), torch.clone(positions), prompt, completions, torch.clone(padded), torch.clone(packed), torch.clone(rows), torch.clone(targets))

  # Completion tokens see the prompt and themselves. Padding stands at the end of a completion, where the causal mask hides it from every
  # real token.
  def forward(self, batch: __torch__.GroupBatch, model: __torch__.Model, keep: bool) -> __torch__.GroupForward:
    rope = self.rope(batch.positions, model.inv_freq)
    masks = self.completion_masks(batch, model.window)
    kept = annotate(List[__torch__.Activations], [])
    x = torch.embedding(model.embedding, batch.ids)
    for layer in model.layers:
      h = self.rms_norm(x, layer.input_norm, model.eps)
      projected = self.lora_linears(h, [layer.q, layer.k, layer.v], model.lora_scale)
      a = self.group_attention(projected, batch, masks, layer, model, rope)
      y = torch.add(x, self.lora_linear(a, layer.o, model.lora_scale))
      gate_up = self.lora_linears(self.rms_norm(y, layer.mlp_norm, model.eps), [layer.gate, layer.up], model.lora_scale)
      if keep:
        kept.append(__torch__.Activations(x, projected[0], projected[1], projected[2], y, gate_up[0], gate_up[1]))
      x = torch.add(y, self.lora_linear(self.swiglu(gate_up), layer.down, model.lora_scale))
    return __torch__.GroupForward(batch, self.rms_norm(x, model.final_norm, model.eps), x, kept)

  # Which of P prompt tokens and themselves T completion tokens see [T, P + T]: without a window, and within one.
  def completion_masks(self, batch: __torch__.GroupBatch, window: int) -> List[Tensor]:
    length = batch.padded.size(0) // batch.completions
    full = torch.gt(torch.tril(torch.ones([length, length + batch.prompt]), batch.prompt), 0)
    sliding = full
    if window > 0:
      sliding = self.sliding_mask(length, length + batch.prompt, window)
    return [full, sliding]

  # Attention [N, H * E] of a group from what the linear layers q, k and v gave.
  def group_attention(self, projected: List[Tensor], batch: __torch__.GroupBatch, masks: List[Tensor], layer: __torch__.Layer, model: __torch__.Model, rope: List[Tensor]) -> Tensor:
    qkv = self.qk_norm_rope(projected, layer, model, rope)
    rest = projected[0].size(0) - batch.prompt
    q = torch.split_with_sizes(qkv[0], [batch.prompt, rest], 0)
    k = torch.split_with_sizes(qkv[1], [batch.prompt, rest], 0)
    v = torch.split_with_sizes(qkv[2], [batch.prompt, rest], 0)
    a = self.causal_attention(q[0], k[0], v[0], layer.window)
    if rest > 0:
      mask = masks[0]
      if layer.window > 0:
        mask = masks[1]
      queries = self.pad_completions(q[1], batch)
      keys = self.concat_prompt_kv(k[0], self.pad_completions(k[1], batch), model.heads)
      values = self.concat_prompt_kv(v[0], self.pad_completions(v[1], batch), model.heads)
      c = torch.scaled_dot_product_attention(queries, keys, values, mask, 0., False)
      flat = torch.transpose(c, 1, 2).reshape([batch.padded.size(0), -1])
      a = torch.cat([a, torch.index_select(flat, 0, batch.packed)], 0)
    return a

  # [N - P, H, E] to [G, H, T, E].
  def pad_completions(self, x: Tensor, batch: __torch__.GroupBatch) -> Tensor:
    y = torch.index_select(x, 0, batch.padded).view([batch.completions, -1, x.size(1), x.size(2)])
    return torch.transpose(y, 1, 2)

  # Keys or values of the prompt [P, K, E], then those of each completion [G, K, T, E]: [G, H, P + T, E].
  def concat_prompt_kv(self, prompt: Tensor, x: Tensor, heads: int) -> Tensor:
    shared = torch.unsqueeze(torch.transpose(prompt, 0, 1), 0).expand([x.size(0), -1, -1, -1])
    return torch.repeat_interleave(torch.cat([shared, x], 2), heads // x.size(1), 1)

  # Log-probabilities and entropies of the targets; then, where a backward pass follows, what it needs for a head that is not trained. Never
  # more than chunk x V at once.
  def score(self, group: __torch__.GroupForward, model: __torch__.Model, temperature: float, chunk: int, keep: bool) -> __torch__.GroupScores:
    m = group.batch.targets.size(0)
    logprobs = annotate(List[Tensor], [])
    entropies = annotate(List[Tensor], [])
    expected = annotate(List[Tensor], [torch.zeros([0, model.head.size(1)])])
    for i in range((m + chunk - 1) // chunk):
      n = min(chunk, m - i * chunk)
      x = torch.index_select(group.states, 0, torch.narrow(group.batch.rows, 0, i * chunk, n))
      logp = self.shifted_logits(x, model.head, temperature)
      masses = torch.exp(logp)
      sums = torch.sum(masses, [-1], True)
      logp.sub_(torch.log(sums))
      target = torch.unsqueeze(torch.narrow(group.batch.targets, 0, i * chunk, n), 1)
      logprobs.append(torch.squeeze(torch.gather(logp, 1, target), 1))
      if keep:
        if not model.head.requires_grad:
          expected.append(torch.matmul(masses, model.head).div_(sums))
      entropies.append(torch.neg(torch.div(torch.sum(masses.mul_(logp), [-1], True), sums).squeeze_(1)))
    return __torch__.GroupScores(torch.cat(logprobs), torch.cat(entropies), torch.cat(expected))

  # Logits [n, V] over the temperature, less the maximum of each row.
  def shifted_logits(self, x: Tensor, head: Tensor, temperature: float) -> Tensor:
    scaled = torch.linear(torch.div(x, temperature), head)
    return scaled.sub_(torch.amax(scaled, [-1], True))

  # Gradients of sum(grad_logprobs * logprobs + grad_entropies * entropies) of score, by the names of the tensors that are trained.
  # grad_entropies [M], or without elements where entropies do not matter. trained: the model as it is; model: what forward computed with,
  # the same or its fused copy.
  def backward(self, group: __torch__.GroupForward, scores: __torch__.GroupScores, grad_logprobs: Tensor, grad_entropies: Tensor, trained: __torch__.Model, model: __torch__.Model, temperature: float, chunk: int) -> Dict[str, Tensor]:
    if trained.head.requires_grad or grad_entropies.numel() > 0:
      by_score = self.logprob_entropy_backward(group, grad_logprobs, grad_entropies, trained.head, temperature, chunk)
      grad_states = by_score[0]
      grad_head = by_score[1]
    else:
      grad_states = self.logprob_backward(group, scores, grad_logprobs, trained.head, temperature)
      grad_head = torch.zeros([0])
    grads = annotate(Dict[str, Tensor], {})
    grad_embedding = self.layers_backward(group, grad_states, trained, model, grads)
    if trained.embedding.requires_grad:
      grads["model.embed_tokens.weight"] = torch.embedding_dense_backward(grad_embedding, group.batch.ids, trained.embedding.size(0), -1, False)
    if trained.head.requires_grad:
      if trained.tied_head:
        grads["model.embed_tokens.weight"].add_(grad_head)
      else:
        grads["lm_head.weight"] = grad_head
    return grads

  # The gradient of sum(grad_logprobs * logprobs) by the states: d logp[target] / d state = (head[target] - expected) / temperature.
  def logprob_backward(self, group: __torch__.GroupForward, scores: __torch__.GroupScores, grad_logprobs: Tensor, head: Tensor, temperature: float) -> Tensor:
    weight = torch.unsqueeze(torch.div(grad_logprobs, temperature), 1)
    grad_rows = torch.index_select(head, 0, group.batch.targets).sub_(scores.expected).mul_(weight)
    return torch.zeros_like(group.states).index_add_(0, group.batch.rows, grad_rows)

  # The same with entropies, and by the head where it is trained. In closed form: d logp[target] / d logits = (onehot(target) - p) /
  # temperature, d entropy / d logits = -p * (logp + entropy) / temperature. The logits are computed again.
  def logprob_entropy_backward(self, group: __torch__.GroupForward, grad_logprobs: Tensor, grad_entropies: Tensor, trained_head: Tensor, temperature: float, chunk: int) -> List[Tensor]:
    head = torch.detach(trained_head)
    m = group.batch.targets.size(0)
    grad_states = torch.zeros_like(group.states)
    grad_head = torch.zeros([0])
    if trained_head.requires_grad:
      grad_head = torch.zeros_like(head)
    for i in range((m + chunk - 1) // chunk):
      n = min(chunk, m - i * chunk)
      row = torch.narrow(group.batch.rows, 0, i * chunk, n)
      x = torch.index_select(group.states, 0, row)
      logp = self.shifted_logits(x, head, temperature)
      logp.sub_(torch.logsumexp(logp, [-1], True))
      weight = torch.div(torch.unsqueeze(torch.narrow(grad_logprobs, 0, i * chunk, n), 1), temperature)
      if grad_entropies.numel() > 0:
        d = torch.exp(logp)
        entropy = torch.neg(torch.sum(torch.mul(d, logp), [-1], True))
        factor = torch.div(torch.unsqueeze(torch.narrow(grad_entropies, 0, i * chunk, n), 1), temperature)
        d.mul_(logp.add_(entropy).mul_(factor).add_(weight).neg_())
      else:
        d = logp.exp_().mul_(torch.neg(weight))
      target = torch.unsqueeze(torch.narrow(group.batch.targets, 0, i * chunk, n), 1)
      d.scatter_add_(1, target, weight)
      grad_states.index_add_(0, row, torch.matmul(d, head))
      if trained_head.requires_grad:
        grad_head.addmm_(torch.t(d), x)
    return [grad_states, grad_head]

  # From the gradient by the states to that by the embedded tokens; those by what is trained go into grads. Linear layers are derived by hand
  # from what was kept; what stands between them is small, and computed again with a graph.
  def layers_backward(self, group: __torch__.GroupForward, grad_states: Tensor, trained: __torch__.Model, model: __torch__.Model, grads: Dict[str, Tensor]) -> Tensor:
    rope = self.rope(group.batch.positions, model.inv_freq)
    masks = self.completion_masks(group.batch, model.window)
    count = len(model.layers)
    g = self.rms_norm_backward(group.last, grad_states, model.final_norm, model.eps, grads)
    for i in range(count):
      layer = model.layers[count - 1 - i]
      own = trained.layers[count - 1 - i]
      kept = group.activations[count - 1 - i]
      gate_up = [kept.gate, kept.up]
      grad_inner = self.lora_linears_backward([g], self.swiglu(gate_up), [layer.down], [own.down], model.lora_scale, grads)
      grad_gate_up = self.swiglu_backward(gate_up, grad_inner)
      h = self.rms_norm(kept.y, layer.mlp_norm, model.eps)
      grad_h = self.lora_linears_backward(grad_gate_up, h, [layer.gate, layer.up], [own.gate, own.up], model.lora_scale, grads)
      g = self.rms_norm_backward(kept.y, grad_h, layer.mlp_norm, model.eps, grads).add_(g)
      projected = [self.detached_leaf(kept.q), self.detached_leaf(kept.k), self.detached_leaf(kept.v)]
      a = self.group_attention(projected, group.batch, masks, layer, model, rope)
      grad_a = self.lora_linears_backward([g], torch.detach(a), [layer.o], [own.o], model.lora_scale, grads)
      inputs = [projected[0], projected[1], projected[2]]
      if layer.q_norm.weight.requires_grad:
        inputs.extend([layer.q_norm.weight, layer.k_norm.weight])
      grad_inputs = self.vjp(a, inputs, grad_a)
      if layer.q_norm.weight.requires_grad:
        grads[layer.q_norm.name + ".weight"] = grad_inputs[3]
        grads[layer.k_norm.name + ".weight"] = grad_inputs[4]
      h = self.rms_norm(kept.x, layer.input_norm, model.eps)
      grad_h = self.lora_linears_backward(grad_inputs, h, [layer.q, layer.k, layer.v], [own.q, own.k, own.v], model.lora_scale, grads)
      g = self.rms_norm_backward(kept.x, grad_h, layer.input_norm, model.eps, grads).add_(g)
    return g

  # The same values, to take a gradient by.
  def detached_leaf(self, x: Tensor) -> Tensor:
    return torch.requires_grad_(torch.detach(x))

  # Gradients of sum(grad_output * output) by the inputs, zeros by what it does not depend on: a vector-Jacobian product.
  def vjp(self, output: Tensor, inputs: List[Tensor], grad_output: Tensor) -> List[Tensor]:
    grad_outputs = annotate(List[Optional[Tensor]], [grad_output])
    optional_grads = torch.grad([output], inputs, grad_outputs, False, False, True)
    grad_inputs = annotate(List[Tensor], [])
    for i in range(len(inputs)):
      grad = optional_grads[i]
      if grad is None:
        grad_inputs.append(torch.zeros_like(inputs[i]))
      else:
        grad_inputs.append(unchecked_cast(Tensor, grad))
    return grad_inputs

  # Through rms_norm(x) = x r w with r = 1 / sqrt(mean(x^2) + eps): the gradient by x, r (g w - x r^2 mean(g w x)), and that by the weight, the
  # sum of g x r, into grads.
  def rms_norm_backward(self, x: Tensor, grad_output: Tensor, norm: __torch__.Norm, eps: float, grads: Dict[str, Tensor]) -> Tensor:
    r = torch.mean(torch.mul(x, x), [-1], True).add_(eps).rsqrt_()
    if norm.weight.requires_grad:
      grads[norm.name + ".weight"] = torch.sum(torch.mul(grad_output, x).mul_(r), [0])
    grad_x = torch.mul(grad_output, torch.detach(norm.weight))
    share = torch.mean(torch.mul(grad_x, x), [-1], True).mul_(r).mul_(r).neg_()
    return grad_x.addcmul_(x, share).mul_(r)

  # Through swiglu(gate_up) = silu(gate) up: the gradients by both, as one where they are one.
  def swiglu_backward(self, gate_up: List[Tensor], grad_output: Tensor) -> List[Tensor]:
    if gate_up[1].numel() > 0:
      grad_gate = torch.silu_backward(torch.mul(grad_output, gate_up[1]), gate_up[0])
      grads = [grad_gate, torch.mul(grad_output, torch.silu(gate_up[0]))]
    else:
      width = grad_output.size(1)
      gate = torch.narrow(gate_up[0], 1, 0, width)
      grad_both = torch.empty_like(gate_up[0])
      grad_up = torch.narrow(grad_both, 1, width, width)
      grad_gate = torch.narrow(grad_both, 1, 0, width)
      torch.mul(grad_output, torch.narrow(gate_up[0], 1, width, width), out=grad_gate)
      torch.silu(gate, out=grad_up)
      grad_up.mul_(grad_output)
      torch.silu_backward(grad_gate, gate, grad_input=grad_gate)
      grads = [grad_both, gate_up[1]]
    return grads

  # Through lora_linears of x: the gradient by x from those by the outputs, and those by what is trained into grads. linears: what was computed
  # with; trained: the same layers as they are.
  def lora_linears_backward(self, grad_outputs: List[Tensor], x: Tensor, linears: List[__torch__.Linear], trained: List[__torch__.Linear], lora_scale: float, grads: Dict[str, Tensor]) -> Tensor:
    grad_x = self.base_linear_backward(grad_outputs[0], torch.detach(linears[0].weight))
    for i in range(1, len(linears)):
      if linears[i].weight.numel() > 0:
        grad_x.addmm_(grad_outputs[i], torch.detach(linears[i].weight))
    low = torch.zeros([0])
    a = torch.detach(self.stack_lora_a(trained))
    if a.numel() > 0:
      low = torch.linear(x, a)
    grad_low = annotate(List[Tensor], [])
    output = 0
    offset = 0
    for i in range(len(trained)):
      own = trained[i]
      outputs = own.weight.size(0)
      if outputs > 0:
        g = grad_outputs[i]
        if g.size(-1) != outputs:
          g = torch.narrow(grad_outputs[0], 1, output, outputs)
        output = output + outputs
        if own.weight.requires_grad:
          grads[own.name + ".weight"] = torch.mm(torch.t(g), x)
        if own.bias.requires_grad:
          grads[own.name + ".bias"] = torch.sum(g, [0])
        rank = own.lora_a.size(0)
        if rank > 0:
          grads[self.lora_name(own.name, "B")] = torch.mm(torch.t(g), torch.narrow(low, 1, offset, rank)).mul_(lora_scale)
          grad_low.append(torch.mm(g, torch.detach(own.lora_b)))
          offset = offset + rank
    if offset > 0:
      grad_lows = torch.cat(grad_low, 1).mul_(lora_scale)
      if self.stack_lora_a(linears).numel() > 0:
        grad_x.addmm_(grad_lows, a)
      grad_a = torch.mm(torch.t(grad_lows), x)
      offset = 0
      for own in trained:
        rank = own.lora_a.size(0)
        if rank > 0:
          grads[self.lora_name(own.name, "A")] = torch.narrow(grad_a, 0, offset, rank)
          offset = offset + rank
    return grad_x

  # Through base_linear: the gradient [N, in] by x.
  def base_linear_backward(self, grad_output: Tensor, weight: Tensor) -> Tensor:
    if weight.dim() == 2:
      grad_x = torch.mm(grad_output, weight)
    else:
      width = weight.size(2)
      grad_x = torch.mm(torch.narrow(grad_output, 1, 0, width), torch.t(weight[0]))
      for i in range(1, weight.size(0)):
        grad_x.addmm_(torch.narrow(grad_output, 1, i * width, width), torch.t(weight[i]))
    return grad_x
