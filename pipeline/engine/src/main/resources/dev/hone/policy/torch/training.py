  # Final hidden states [N, D] of a prompt's P tokens followed by its completions' tokens without padding, which see the prompt and
  # themselves; then, where they are kept, what the way back needs: 7 tensors a layer, and the states before the final norm.
  # padded [G * T]: which of the N - P completion tokens stands at (g, t), any where none does; packed [N - P]: the inverse.
  # Padding stands at the end of a completion, where the causal mask hides it from every real token.
  def group(self, ids: Tensor, positions: Tensor, prompt: int, padded: Tensor, packed: Tensor, completions: int, keep: bool, layers: List[Tensor], ends: List[Tensor], heads: int, groups: int, eps: float, scale: float, window: int, limited: List[bool]) -> List[Tensor]:
    angles = self.angles(positions, ends[3])
    seen = self.seen(padded.size(0) // completions, prompt, window)
    kept = annotate(List[Tensor], [])
    x = torch.embedding(ends[0], ids)
    for layer in range(len(layers) // 32):
      at = layer * 32
      raw = self.modules(self.norm(x, layers[at], eps), layers, [at + 2, at + 6, at + 10], scale)
      near = 0
      if limited[layer]:
        near = window
      a = self.mix(raw, layers, at, angles, heads, groups, eps, prompt, padded, packed, completions, seen, near)
      y = torch.add(x, self.linear(a, layers, at + 14, scale))
      both = self.modules(self.norm(y, layers[at + 1], eps), layers, [at + 18, at + 22], scale)
      if keep:
        kept.extend([x, raw[0], raw[1], raw[2], y, both[0], both[1]])
      x = torch.add(y, self.linear(self.gated(both), layers, at + 26, scale))
    kept.append(x)
    found = annotate(List[Tensor], [self.norm(x, ends[1], eps)])
    if keep:
      found.extend(kept)
    return found

  # What T completion tokens see of P prompt tokens and themselves [T, P + T]: without a window, and within one.
  def seen(self, length: int, prompt: int, window: int) -> List[Tensor]:
    whole = torch.gt(torch.tril(torch.ones([length, length + prompt]), prompt), 0)
    banded = whole
    if torch.gt(window, 0):
      banded = self.band(length, length + prompt, window)
    return [whole, banded]

  # Attention [N, H * E] of a group from what the modules q, k and v gave; near: the layer's window.
  def mix(self, raw: List[Tensor], layers: List[Tensor], at: int, angles: List[Tensor], heads: int, groups: int, eps: float, prompt: int, padded: Tensor, packed: Tensor, completions: int, seen: List[Tensor], near: int) -> Tensor:
    qkv = self.turn(raw, layers, at, angles, heads, groups, eps)
    rest = raw[0].size(0) - prompt
    q = torch.split_with_sizes(qkv[0], [prompt, rest], 0)
    k = torch.split_with_sizes(qkv[1], [prompt, rest], 0)
    v = torch.split_with_sizes(qkv[2], [prompt, rest], 0)
    a = self.attend(q[0], k[0], v[0], near)
    if torch.gt(rest, 0):
      visible = seen[0]
      if torch.gt(near, 0):
        visible = seen[1]
      queries = self.unpack(q[1], padded, completions)
      keys = self.behind(k[0], self.unpack(k[1], padded, completions), heads)
      values = self.behind(v[0], self.unpack(v[1], padded, completions), heads)
      c = torch.scaled_dot_product_attention(queries, keys, values, visible, 0., False)
      flat = torch.transpose(c, 1, 2).reshape([padded.size(0), -1])
      a = torch.cat([a, torch.index_select(flat, 0, packed)], 0)
    return a

  # [N - P, H, E] to [G, H, T, E].
  def unpack(self, x: Tensor, padded: Tensor, completions: int) -> Tensor:
    y = torch.index_select(x, 0, padded).view([completions, -1, x.size(1), x.size(2)])
    return torch.transpose(y, 1, 2)

  # Keys or values of the prompt [P, K, E], then those of each completion [G, K, T, E]: [G, H, P + T, E].
  def behind(self, prompt: Tensor, x: Tensor, heads: int) -> Tensor:
    shared = torch.unsqueeze(torch.transpose(prompt, 0, 1), 0).expand([x.size(0), -1, -1, -1])
    return torch.repeat_interleave(torch.cat([shared, x], 2), heads // x.size(1), 1)

  # Log-probability and entropy of each target [M] from hidden states at rows [M] of [N, D]: [2, M]; then, where the way back needs it, the
  # head's row that each position expects [M, D], the mean of the head's rows under its distribution. Never more than chunk x V at once.
  def score(self, states: Tensor, rows: Tensor, targets: Tensor, head: Tensor, temperature: float, chunk: int, expect: bool) -> List[Tensor]:
    m = targets.size(0)
    logprobs = annotate(List[Tensor], [])
    entropies = annotate(List[Tensor], [])
    expected = annotate(List[Tensor], [torch.zeros([0, head.size(1)])])
    for i in range((m + chunk - 1) // chunk):
      n = min(chunk, m - i * chunk)
      x = torch.index_select(states, 0, torch.narrow(rows, 0, i * chunk, n))
      logp = self.logits(x, head, temperature)
      masses = torch.exp(logp)
      sums = torch.sum(masses, [-1], True)
      _0 = logp.sub_(torch.log(sums))
      target = torch.unsqueeze(torch.narrow(targets, 0, i * chunk, n), 1)
      logprobs.append(torch.squeeze(torch.gather(logp, 1, target), 1))
      if expect:
        expected.append(torch.matmul(masses, head).div_(sums))
      entropies.append(torch.neg(torch.div(torch.sum(masses.mul_(logp), [-1], True), sums).squeeze_(1)))
    return [torch.stack([torch.cat(logprobs), torch.cat(entropies)]), torch.cat(expected)]

  # Logits [n, V] over the temperature, less the greatest of each row.
  def logits(self, x: Tensor, head: Tensor, temperature: float) -> Tensor:
    scaled = torch.linear(torch.div(x, temperature), head)
    return scaled.sub_(torch.amax(scaled, [-1], True))

  # The gradient of sum(weights * logprobs) of score by the hidden states: d logp[target] / d state = (head[target] - expected) / temperature.
  def unscore(self, states: Tensor, rows: Tensor, targets: Tensor, weights: Tensor, expected: Tensor, head: Tensor, temperature: float) -> Tensor:
    by_rows = torch.index_select(head, 0, targets).sub_(expected).mul_(torch.unsqueeze(torch.div(weights, temperature), 1))
    return torch.zeros_like(states).index_add_(0, rows, by_rows)

  # The same of sum(weights * logprobs + spread * entropies), and by the head where it is trained. In closed form: d logp[target] / d logits =
  # (onehot(target) - p) / temperature, d entropy / d logits = -p * (logp + entropy) / temperature. The logits are computed again.
  # spread [M], or without elements where entropies do not matter.
  def unscore_all(self, states: Tensor, rows: Tensor, targets: Tensor, weights: Tensor, spread: Tensor, head: Tensor, temperature: float, chunk: int, train_head: bool) -> List[Tensor]:
    m = targets.size(0)
    by_states = torch.zeros_like(states)
    by_head = torch.zeros([0])
    if train_head:
      by_head = torch.zeros_like(head)
    for i in range((m + chunk - 1) // chunk):
      n = min(chunk, m - i * chunk)
      row = torch.narrow(rows, 0, i * chunk, n)
      x = torch.index_select(states, 0, row)
      logp = self.logits(x, head, temperature)
      _0 = logp.sub_(torch.logsumexp(logp, [-1], True))
      weight = torch.div(torch.unsqueeze(torch.narrow(weights, 0, i * chunk, n), 1), temperature)
      if torch.gt(torch.numel(spread), 0):
        d = torch.exp(logp)
        entropy = torch.neg(torch.sum(torch.mul(d, logp), [-1], True))
        factor = torch.div(torch.unsqueeze(torch.narrow(spread, 0, i * chunk, n), 1), temperature)
        _1 = d.mul_(logp.add_(entropy).mul_(factor).add_(weight).neg_())
      else:
        d = logp.exp_().mul_(torch.neg(weight))
      target = torch.unsqueeze(torch.narrow(targets, 0, i * chunk, n), 1)
      _2 = d.scatter_add_(1, target, weight)
      _3 = by_states.index_add_(0, row, torch.matmul(d, head))
      if train_head:
        _4 = by_head.addmm_(torch.t(d), x)
    return [by_states, by_head]

  # The way back through group: gradients of sum(by_states * states), each at its place in trained, then the embedding's and the final
  # norm's; without elements for what is not trained. trained: the layers as they are; layers: what group computed with, the same or their
  # fused form. Modules are derived by hand from what was kept; what stands between them is small, and computed again with a graph.
  def gradients(self, kept: List[Tensor], by_states: Tensor, trained: List[Tensor], ids: Tensor, positions: Tensor, prompt: int, padded: Tensor, packed: Tensor, completions: int, layers: List[Tensor], ends: List[Tensor], heads: int, groups: int, eps: float, scale: float, window: int, limited: List[bool]) -> List[Tensor]:
    angles = self.angles(positions, ends[3])
    seen = self.seen(padded.size(0) // completions, prompt, window)
    count = len(layers) // 32
    found = annotate(List[Tensor], [])
    for i in range(len(layers) + 2):
      found.append(torch.zeros([0]))
    last = kept[count * 7]
    g = self.back_norm(last, by_states, ends[1], eps, found, len(layers) + 1)
    for i in range(count):
      layer = count - 1 - i
      at = layer * 32
      own = kept[layer * 7:layer * 7 + 7]
      both = [own[5], own[6]]
      by_gated = self.back([g], self.gated(both), layers, trained, [at + 26], scale, found)
      by_both = self.back_gated(both, by_gated)
      y = own[4]
      by_h = self.back(by_both, self.norm(y, layers[at + 1], eps), layers, trained, [at + 18, at + 22], scale, found)
      g = self.back_norm(y, by_h, layers[at + 1], eps, found, at + 1).add_(g)
      near = 0
      if limited[layer]:
        near = window
      raw = [self.leaf(own[1]), self.leaf(own[2]), self.leaf(own[3])]
      a = self.mix(raw, layers, at, angles, heads, groups, eps, prompt, padded, packed, completions, seen, near)
      by_a = self.back([g], torch.detach(a), layers, trained, [at + 14], scale, found)
      inputs = [raw[0], raw[1], raw[2]]
      if layers[at + 30].requires_grad:
        inputs.extend([layers[at + 30], layers[at + 31]])
      by_raw = self.pull(a, inputs, by_a)
      if layers[at + 30].requires_grad:
        _1 = torch._set_item(found, at + 30, by_raw[3])
        _2 = torch._set_item(found, at + 31, by_raw[4])
      x = own[0]
      by_h = self.back(by_raw, self.norm(x, layers[at], eps), layers, trained, [at + 2, at + 6, at + 10], scale, found)
      g = self.back_norm(x, by_h, layers[at], eps, found, at).add_(g)
    if ends[0].requires_grad:
      _0 = torch._set_item(found, len(layers), torch.embedding_dense_backward(g, ids, ends[0].size(0), -1, False))
    return found

  # The same values, to take a gradient by.
  def leaf(self, x: Tensor) -> Tensor:
    return torch.requires_grad_(torch.detach(x))

  # Gradients of sum(given * output) by the inputs; zeros by what it does not depend on.
  def pull(self, output: Tensor, inputs: List[Tensor], given: Tensor) -> List[Tensor]:
    weights = annotate(List[Optional[Tensor]], [given])
    found = torch.grad([output], inputs, weights, False, False, True)
    gradients = annotate(List[Tensor], [])
    for i in range(len(inputs)):
      gradient = found[i]
      if gradient is None:
        gradients.append(torch.zeros_like(inputs[i]))
      else:
        gradients.append(unchecked_cast(Tensor, gradient))
    return gradients

  # Through norm(x) = x r w with r = 1 / sqrt(mean(x^2) + eps): the gradient by x, r (g w - x r^2 mean(g w x)), and that by the weight, the sum
  # of g x r, into its place.
  def back_norm(self, x: Tensor, given: Tensor, weight: Tensor, eps: float, found: List[Tensor], place: int) -> Tensor:
    r = torch.mean(torch.mul(x, x), [-1], True).add_(eps).rsqrt_()
    if weight.requires_grad:
      _0 = torch._set_item(found, place, torch.sum(torch.mul(given, x).mul_(r), [0]))
    by_x = torch.mul(given, torch.detach(weight))
    share = torch.mean(torch.mul(by_x, x), [-1], True).mul_(r).mul_(r).neg_()
    return by_x.addcmul_(x, share).mul_(r)

  # Through gated(both) = silu(gate) up: the gradients by both, as one where they are one.
  def back_gated(self, both: List[Tensor], given: Tensor) -> List[Tensor]:
    if torch.gt(torch.numel(both[1]), 0):
      by_gate = torch.silu_backward(torch.mul(given, both[1]), both[0])
      found = [by_gate, torch.mul(given, torch.silu(both[0]))]
    else:
      width = given.size(1)
      gate = torch.narrow(both[0], 1, 0, width)
      by_both = torch.empty_like(both[0])
      by_up = torch.narrow(by_both, 1, width, width)
      by_gate = torch.narrow(by_both, 1, 0, width)
      _0 = torch.mul(given, torch.narrow(both[0], 1, width, width), out=by_gate)
      _1 = torch.silu(gate, out=by_up)
      _2 = by_up.mul_(given)
      _3 = torch.silu_backward(by_gate, gate, grad_input=by_gate)
      found = [by_both, both[1]]
    return found

  # Through modules of layers at these places: the gradient by x from those by their outputs, and those by what is trained into their places.
  def back(self, given: List[Tensor], x: Tensor, layers: List[Tensor], trained: List[Tensor], ats: List[int], scale: float, found: List[Tensor]) -> Tensor:
    by_x = self.back_times(given[0], torch.detach(layers[ats[0]]))
    for i in range(1, len(ats)):
      if torch.gt(torch.numel(layers[ats[i]]), 0):
        _0 = by_x.addmm_(given[i], torch.detach(layers[ats[i]]))
    low = torch.zeros([0])
    a = torch.detach(self.beside(trained, ats))
    if torch.gt(torch.numel(a), 0):
      low = torch.linear(x, a)
    by_low = annotate(List[Tensor], [])
    first = 0
    start = 0
    for i in range(len(ats)):
      at = ats[i]
      rows = trained[at].size(0)
      if torch.gt(rows, 0):
        g = given[i]
        if torch.ne(g.size(-1), rows):
          g = torch.narrow(given[0], 1, first, rows)
        first = first + rows
        if trained[at].requires_grad:
          _1 = torch._set_item(found, at, torch.mm(torch.t(g), x))
        if trained[at + 1].requires_grad:
          _2 = torch._set_item(found, at + 1, torch.sum(g, [0]))
        rank = trained[at + 2].size(0)
        if torch.gt(rank, 0):
          _3 = torch._set_item(found, at + 3, torch.mm(torch.t(g), torch.narrow(low, 1, start, rank)).mul_(scale))
          by_low.append(torch.mm(g, torch.detach(trained[at + 3])))
          start = start + rank
    if torch.gt(start, 0):
      side = torch.cat(by_low, 1).mul_(scale)
      if torch.gt(torch.numel(self.beside(layers, ats)), 0):
        _4 = by_x.addmm_(side, a)
      by_a = torch.mm(torch.t(side), x)
      start = 0
      for at in ats:
        rank = trained[at + 2].size(0)
        if torch.gt(rank, 0):
          _5 = torch._set_item(found, at + 2, torch.narrow(by_a, 0, start, rank))
          start = start + rank
    return by_x

  # Through times: the gradient [N, in] by x.
  def back_times(self, given: Tensor, weight: Tensor) -> Tensor:
    if torch.eq(weight.dim(), 2):
      by_x = torch.mm(given, weight)
    else:
      width = weight.size(2)
      by_x = torch.mm(torch.narrow(given, 1, 0, width), torch.t(weight[0]))
      for i in range(1, weight.size(0)):
        _0 = by_x.addmm_(torch.narrow(given, 1, i * width, width), torch.t(weight[i]))
    return by_x
